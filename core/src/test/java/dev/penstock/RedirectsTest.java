package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class RedirectsTest {
  private static final Headers HEADERS =
      Headers.of(
          "Authorization", "Bearer sk-secret",
          "x-api-key", "sk-secret",
          "api-key", "sk-secret",
          "x-goog-api-key", "sk-secret",
          "Cookie", "sk-secret",
          "x-amz-security-token", "sk-secret",
          "X-Own", "sk-secret",
          "Accept", "text/event-stream");

  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock = Penstock.builder().backend(backend).build();

  @AfterEach
  void closeClient() {
    penstock.close();
  }

  private static StreamRequest request(String method) {
    var uri = "https://one.example/a/b";
    return (method.equals("GET") ? StreamRequest.get(uri) : StreamRequest.post(uri))
        .withHeaders(HEADERS)
        .withDialect(LineDialect.DIALECT);
  }

  private BackendRequest followed(String method, int status, String location) {
    backend
        .answer(new Answer().status(status).header("Location", location).end())
        .answer(new Answer().sse("end").end());
    penstock.open(request(method).withOptions(o -> o.withMaxRedirects(1))).close();
    return backend.requests.getLast();
  }

  @Test
  void none_is_followed_unless_asked() {
    backend.answer(new Answer().status(307).header("Location", "https://two.example/").end());
    var e = catchThrowableOfType(HttpStatusException.class, () -> penstock.open(request("POST")));
    assertThat(e.status()).isEqualTo(307);
    assertThat(e).hasMessageContaining("redirect");
    assertThat(backend.requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"307, POST", "308, POST", "301, GET", "302, GET", "303, GET"})
  void within_the_origin_everything_goes_along(int status, String method) {
    var sent = followed(method, status, "../c?d");
    assertThat(sent.uri()).isEqualTo(URI.create("https://one.example/c?d"));
    assertThat(sent.method()).isEqualTo(method);
    assertThat(sent.headers().first("authorization")).contains("Bearer sk-secret");
  }

  @ParameterizedTest
  @CsvSource({"https://two.example/", "https://one.example:444/", "//two.example/x"})
  void to_another_origin_no_header_goes_that_could_be_a_secret(String location) {
    var sent = followed("POST", 307, location);
    assertThat(sent.headers().fields()).noneMatch(field -> field.value().contains("sk-secret"));
    assertThat(sent.headers().contains("accept")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "301, https://one.example/c",
    "302, https://one.example/c",
    "303, https://one.example/c",
    "307, http://one.example/c",
    "307, ftp://one.example/c",
    "307, ::",
  })
  void what_would_change_the_request_or_weaken_it_is_not_followed(int status, String location) {
    backend.answer(new Answer().status(status).header("Location", location).end());
    var e =
        catchThrowableOfType(
            HttpStatusException.class,
            () -> penstock.open(request("POST").withOptions(o -> o.withMaxRedirects(5))));
    assertThat(e.status()).isEqualTo(status);
  }

  @Test
  void a_chain_longer_than_allowed_ends_at_the_redirect() {
    for (int i = 0; i < 3; i++) {
      backend.answer(new Answer().status(307).header("Location", "/" + i).end());
    }
    var e =
        catchThrowableOfType(
            HttpStatusException.class,
            () -> penstock.open(request("POST").withOptions(o -> o.withMaxRedirects(2))));
    assertThat(e.status()).isEqualTo(307);
    assertThat(backend.requests).hasSize(3);
  }

  @Test
  void a_key_that_the_server_repeats_is_not_passed_on() {
    backend.answer(new Answer().status(401).bytes("no such key: sk-secret").end());
    var e = catchThrowableOfType(HttpStatusException.class, () -> penstock.open(request("POST")));
    assertThat(e.body()).isEqualTo("no such key: <redacted>");
    assertThat(e.getMessage()).doesNotContain("sk-secret");
    assertThat(e.error().orElseThrow().message()).doesNotContain("sk-secret");
  }
}
