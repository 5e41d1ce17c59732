package dev.penstock.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.StreamRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiTest {

  private static String body(StreamRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  @Test
  void a_question_is_asked_as_a_stream_with_usage() {
    var key = "sk-test";
    // @start region="usage"
    var openAi = OpenAi.withKey(key);
    var request = openAi.chat("gpt-5", "Why is the sky blue?");
    // @end
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).hasToString("https://api.openai.com/v1/chat/completions");
    assertThat(request.headers().first("authorization")).contains("Bearer sk-test");
    assertThat(request.headers().first("content-type")).contains("application/json");
    assertThat(request.dialect()).contains(OpenAi.CHAT);
    assertThat(body(request))
        .isEqualTo(
            "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Why is the sky"
                + " blue?\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    assertThat(request.toString()).doesNotContain("sk-test").doesNotContain("sky");
  }

  @Test
  void instructions_come_first() {
    assertThat(body(OpenAi.withKey("k").chat("m", "Be \"brief\"", "Hi")))
        .contains(
            "\"messages\":[{\"role\":\"system\",\"content\":\"Be"
                + " \\\"brief\\\"\"},{\"role\":\"user\",\"content\":\"Hi\"}]");
  }

  @Test
  void a_body_of_ones_own_is_sent_as_it_is() {
    assertThat(body(OpenAi.withKey("k").chatJson("{ \"x\": 1 }"))).isEqualTo("{ \"x\": 1 }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8000/v1",
        "http://127.0.0.1:8000/v1/",
        " http://127.0.0.1:8000/v1// "
      })
  void the_path_is_appended_to_the_base_url(String baseUrl) {
    var request = OpenAi.compatible(baseUrl).chat("m", "Hi");
    assertThat(request.uri()).hasToString("http://127.0.0.1:8000/v1/chat/completions");
    assertThat(request.headers().contains("authorization")).isFalse();
    assertThat(OpenAi.compatible(baseUrl, "k").chat("m", "Hi").headers().first("authorization"))
        .contains("Bearer k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ftp://host/v1",
        "http://",
        "http://user:hunter2@host/v1",
        "http://a b/"
      })
  void what_is_no_base_url_is_refused(String baseUrl) {
    assertThatThrownBy(() -> OpenAi.compatible(baseUrl))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank()
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-secret\n", "sk-secret\r\nX-Other: 1", "sk-\0secret"})
  void a_key_with_a_line_end_is_refused_and_not_shown(String key) {
    assertThatThrownBy(() -> OpenAi.withKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains("Authorization")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void a_blank_key_is_refused(String key) {
    assertThatThrownBy(() -> OpenAi.withKey(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OpenAi.from(Map.of("OPENAI_API_KEY", key)::get))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("OPENAI_API_KEY");
  }

  @Test
  void the_environment_has_key_and_base_url() {
    assertThat(OpenAi.from(Map.of("OPENAI_API_KEY", "k")::get).chat("m", "Hi").uri())
        .hasHost("api.openai.com");
    assertThat(
            OpenAi.from(
                    Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "http://localhost:1/v1")::get)
                .chat("m", "Hi")
                .uri())
        .hasHost("localhost");
    assertThat(
            OpenAi.from(Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", " ")::get)
                .chat("m", "Hi")
                .uri())
        .hasHost("api.openai.com");
    assertThatThrownBy(() -> OpenAi.from(name -> null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("OPENAI_API_KEY");
  }
}
