package dev.penstock.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnthropicTest {
  private static final String KEY = "key-very-secret";

  @Test
  void a_question_is_asked_as_it_reads() {
    var key = KEY;
    // @start region="usage"
    var anthropic = Anthropic.withKey(key); // or Anthropic.fromEnvironment()
    var prompt = Prompt.of("claude-sonnet-4-5", "Why is the sky blue?").withMaxTokens(1000);
    var request = anthropic.messages(prompt);
    // @end
    assertThat(request.headers().first("x-api-key")).contains("" + KEY);
    assertThat(request.uri().toString()).isEqualTo("https://api.anthropic.com/v1/messages");
    assertThat(request.toString()).doesNotContain(KEY).doesNotContain("sky");
    assertThat(request.headers().first("anthropic-version")).contains("2023-06-01");
  }

  @Test
  void a_key_that_is_none_is_refused_and_not_shown() {
    assertThatThrownBy(() -> Anthropic.withKey(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Anthropic.withKey(KEY + "\r\nX-Evil: 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain(KEY);
    assertThat(Anthropic.withKey(KEY).toString()).doesNotContain(KEY).contains("https://");
  }

  @Test
  void the_environment_has_key_and_base_url() {
    var given =
        Anthropic.from(
            Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_BASE_URL", "http://localhost:1/")::get);
    assertThat(given.messages("m", "Hi").uri().toString())
        .startsWith("http://localhost:1/v1/messages");
    assertThat(
            Anthropic.from(Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_BASE_URL", " ")::get)
                .messages("m", "Hi")
                .uri())
        .hasHost("api.anthropic.com");
    assertThatThrownBy(() -> Anthropic.from(name -> null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ANTHROPIC_API_KEY");
  }

  @Test
  void a_body_of_ones_own_is_sent_as_it_is() {
    var request = Anthropic.withoutKey().messagesJson("{ \"x\": 1 }");
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{ \"x\": 1 }");
    assertThat(request.headers().contains("x-api-key")).isFalse();
    assertThat(request.dialect()).contains(Anthropic.MESSAGES);
  }

  @Test
  void an_answer_has_a_bound_where_the_prompt_sets_none() {
    var body = new String(Anthropic.body(Prompt.of("m", "Hi")), StandardCharsets.UTF_8);
    assertThat(body).contains("\"max_tokens\":" + Anthropic.DEFAULT_MAX_TOKENS);
  }
}
