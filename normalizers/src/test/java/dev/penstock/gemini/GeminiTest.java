package dev.penstock.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GeminiTest {
  private static final String KEY = "key-very-secret";

  @Test
  void a_question_is_asked_as_it_reads() {
    var key = KEY;
    // @start region="usage"
    var gemini = Gemini.withKey(key); // or Gemini.fromEnvironment()
    var prompt = Prompt.of("gemini-2.5-flash", "Why is the sky blue?");
    var request = gemini.generate(prompt);
    // @end
    assertThat(request.headers().first("x-goog-api-key")).contains("" + KEY);
    assertThat(request.uri().toString())
        .isEqualTo(
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
    assertThat(request.toString()).doesNotContain(KEY).doesNotContain("sky");
  }

  @Test
  void a_key_that_is_none_is_refused_and_not_shown() {
    assertThatThrownBy(() -> Gemini.withKey(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Gemini.withKey(KEY + "\r\nX-Evil: 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain(KEY);
    assertThat(Gemini.withKey(KEY).toString()).doesNotContain(KEY).contains("https://");
  }

  @Test
  void the_environment_has_key_and_base_url() {
    var given =
        Gemini.from(
            Map.of("GEMINI_API_KEY", "k", "GOOGLE_GEMINI_BASE_URL", "http://localhost:1/")::get);
    assertThat(given.generate("m", "Hi").uri().toString())
        .startsWith("http://localhost:1/v1beta/models/m:");
    assertThat(
            Gemini.from(Map.of("GEMINI_API_KEY", "k", "GOOGLE_GEMINI_BASE_URL", " ")::get)
                .generate("m", "Hi")
                .uri())
        .hasHost("generativelanguage.googleapis.com");
    assertThatThrownBy(() -> Gemini.from(name -> null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("GEMINI_API_KEY");
  }

  @Test
  void a_body_of_ones_own_is_sent_as_it_is() {
    var request = Gemini.withoutKey().interactionsJson("{ \"x\": 1 }");
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{ \"x\": 1 }");
    assertThat(request.headers().contains("x-goog-api-key")).isFalse();
    assertThat(request.dialect()).contains(Gemini.INTERACTIONS);
  }

  @Test
  void googles_own_variable_goes_before_geminis() {
    var gemini = Gemini.from(Map.of("GOOGLE_API_KEY", "a", "GEMINI_API_KEY", "b")::get);
    assertThat(gemini.generate("m", "Hi").headers().first("x-goog-api-key")).contains("a");
  }

  @Test
  void a_models_folder_is_kept_or_added() {
    var gemini = Gemini.withoutKey();
    assertThat(gemini.generate("models/a/b", "Hi").uri().getRawPath())
        .isEqualTo("/v1beta/models/a%2Fb:streamGenerateContent");
    assertThat(gemini.generate("tunedModels/a", "Hi").uri().getRawPath())
        .isEqualTo("/v1beta/tunedModels/a:streamGenerateContent");
    assertThat(gemini.generateJson("m", "{}").dialect()).contains(Gemini.GENERATE);
    assertThat(gemini.interactionsJson("{}").uri().getRawPath()).isEqualTo("/v1beta/interactions");
  }
}
