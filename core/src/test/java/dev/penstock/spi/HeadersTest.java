package dev.penstock.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {

  @Test
  void names_are_compared_without_regard_to_case() {
    var headers = Headers.of("Content-Type", "a", "X", "1", "x", "2");
    assertThat(headers.first("content-type")).contains("a");
    assertThat(headers.all("X")).containsExactly("1", "2");
    assertThat(headers.with("x", "3").all("X")).containsExactly("3");
    assertThat(headers.without("X").fields()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "authorization",
        "x-api-key",
        "api-key",
        "x-goog-api-key",
        "Cookie",
        "Set-Cookie",
        "x-amz-security-token",
        "Proxy-Authorization",
        "X-Anything-Else"
      })
  void only_what_is_known_to_be_harmless_is_shown(String name) {
    var headers = Headers.of(name, "sk-secret", "Content-Type", "text/plain");
    assertThat(headers.toString()).doesNotContain("sk-").contains(name, "text/plain");
    var request =
        new BackendRequest(
            URI.create("http://user:sk-secret@host/path?key=sk-secret#sk-secret"),
            "POST",
            headers,
            "sk-secret".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Duration.ofSeconds(1));
    assertThat(request.toString()).doesNotContain("sk-").contains("http://host/path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-secret\n", "sk-secret\r\nEvil: 1", "sk-\0secret", "sk-secret\u007f"})
  void a_value_with_a_control_character_is_refused_and_not_shown(String value) {
    assertThatThrownBy(() -> Headers.of("Authorization", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Authorization")
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\n", "ä", "(a)"})
  void a_name_that_is_no_token_is_refused(String name) {
    assertThatThrownBy(() -> Headers.of(name, "v")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_received_is_kept_as_far_as_it_is_a_header() {
    var headers =
        Headers.received(Map.of(":status", List.of("200"), "a", List.of("1", "bad\u0001")));
    assertThat(headers.fields()).containsExactly(new Headers.Field("a", "1"));
  }
}
