package dev.penstock.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CohereTest {
  private static final String KEY = "key-very-secret";

  @Test
  void a_question_is_asked_as_it_reads() {
    var key = KEY;
    // @start region="usage"
    var cohere = Cohere.withKey(key); // or Cohere.fromEnvironment()
    var prompt = Prompt.of("command-a-03-2025", "Why is the sky blue?");
    var request = cohere.chat(prompt);
    // @end
    assertThat(request.headers().first("authorization")).contains("Bearer " + KEY);
    assertThat(request.uri().toString()).isEqualTo("https://api.cohere.com/v2/chat");
    assertThat(request.toString()).doesNotContain(KEY).doesNotContain("sky");
  }

  @Test
  void a_key_that_is_none_is_refused_and_not_shown() {
    assertThatThrownBy(() -> Cohere.withKey(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cohere.withKey(KEY + "\r\nX-Evil: 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain(KEY);
    assertThat(Cohere.withKey(KEY).toString()).doesNotContain(KEY).contains("https://");
  }

  @Test
  void the_environment_has_key_and_base_url() {
    var given = Cohere.from(Map.of("CO_API_KEY", "k", "CO_API_URL", "http://localhost:1/")::get);
    assertThat(given.chat("m", "Hi").uri().toString()).startsWith("http://localhost:1/v2/chat");
    assertThat(Cohere.from(Map.of("CO_API_KEY", "k", "CO_API_URL", " ")::get).chat("m", "Hi").uri())
        .hasHost("api.cohere.com");
    assertThatThrownBy(() -> Cohere.from(name -> null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("CO_API_KEY");
  }

  @Test
  void a_body_of_ones_own_is_sent_as_it_is() {
    var request = Cohere.withoutKey().chatJson("{ \"x\": 1 }");
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{ \"x\": 1 }");
    assertThat(request.headers().contains("authorization")).isFalse();
    assertThat(request.dialect()).contains(Cohere.CHAT);
  }
}
