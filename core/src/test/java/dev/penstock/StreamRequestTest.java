package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamRequestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8080",
        "/v1/chat",
        "ftp://host/",
        "http://",
        "http:///path",
        "not a url?key=sk-secret",
        "http://host:port/?key=sk-secret",
        "http://user:sk-secret@host/"
      })
  void what_is_no_url_is_refused_without_being_shown(String url) {
    assertThatThrownBy(() -> StreamRequest.post(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("URL")
        .message()
        .doesNotContain("sk-secret");
  }

  @Test
  void it_shows_neither_keys_nor_query_nor_body() {
    var request =
        StreamRequest.post("https://host/v1?key=sk-secret")
            .withHeader("Authorization", "Bearer sk-secret")
            .withJson("{\"prompt\":\"sk-secret\"}");
    assertThat(request.toString())
        .doesNotContain("sk-secret")
        .contains("POST https://host/v1", "Authorization", "application/json");
  }

  @Test
  void changes_of_options_add_up_over_those_of_the_client() {
    var request =
        StreamRequest.get("http://host/")
            .withOptions(o -> o.withTimeouts(o.timeouts().withIdle(Duration.ofSeconds(1))))
            .withOptions(o -> o.withUnknownEvents(true));
    var client =
        StreamOptions.DEFAULT.withTimeouts(Timeouts.DEFAULT.withHead(Duration.ofSeconds(2)));
    var effective = request.options(client);
    assertThat(effective.timeouts().idle()).hasSeconds(1);
    assertThat(effective.timeouts().head()).hasSeconds(2);
    assertThat(effective.unknownEvents()).isTrue();
  }

  @Test
  void a_body_is_the_requests_own() {
    byte[] bytes = {1, 2};
    var request = StreamRequest.post("http://host/").withBody(bytes);
    bytes[0] = 9;
    request.body()[1] = 9;
    assertThat(request.body()).containsExactly(1, 2);
  }
}
