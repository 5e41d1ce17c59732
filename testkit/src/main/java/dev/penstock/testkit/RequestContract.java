package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the server gets is what was asked for, and nothing else. */
abstract class RequestContract extends ContractGroup {
  RequestContract(BackendContract contract) {
    super(contract);
  }

  @Test
  void a_request_arrives_as_it_was_made() {
    serve(Answer.answer().status(200).body("ok"));
    begin();
    var received = server().takeRequest();
    assertThat(received.requestLine()).isEqualTo("POST /v1/stream?key=" + SECRET + " HTTP/1.1");
    assertThat(received.bodyText()).isEqualTo("{\"stream\":true}");
    assertThat(received.header("content-type")).hasValue("application/json");
    assertThat(received.header("accept")).hasValue("text/event-stream");
    assertThat(received.header("user-agent")).hasValue("contract");
    assertThat(received.header("authorization")).hasValue("Bearer " + SECRET);
  }

  /** No Accept-Encoding, no upgrade to HTTP/2, no cookie. */
  @Test
  void the_transport_adds_host_and_length_and_nothing_else() {
    serve(Answer.answer().status(200).body("ok"));
    begin();
    var received = server().takeRequest();
    assertThat(received.headers())
        .extracting(header -> header.name().toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrder(
            "host", "content-length", "content-type", "accept", "user-agent", "authorization");
    assertThat(received.header("host")).hasValue("127.0.0.1:" + server().port());
    assertThat(received.header("content-length")).hasValue("15");
  }

  @Test
  void a_get_has_no_body() {
    serve(Answer.answer().status(200).body("ok"));
    var headers = Headers.of("User-Agent", "contract");
    var exchange =
        begin(
            new BackendRequest(
                server().uri("/events"), "GET", headers, new byte[0], Duration.ofSeconds(10)));
    assertThat(readText(answered(exchange))).isEqualTo("ok");
    var received = server().takeRequest();
    assertThat(received.requestLine()).isEqualTo("GET /events HTTP/1.1");
    assertThat(received.body()).isEmpty();
    assertThat(received.header("transfer-encoding")).isEmpty();
  }

  @Test
  void a_field_that_comes_twice_is_sent_twice() {
    serve(Answer.answer().status(200).body("ok"));
    var headers = Headers.of("User-Agent", "contract", "X-Beta", "one", "X-Beta", "two");
    begin(
        new BackendRequest(
            server().uri(), "POST", headers, "{}".getBytes(UTF_8), Duration.ofSeconds(10)));
    var received = server().takeRequest();
    var values =
        received.headers().stream()
            .filter(header -> header.is("X-Beta"))
            .flatMap(header -> Arrays.stream(header.value().split(", ?", -1)))
            .toList();
    assertThat(values).containsExactly("one", "two");
  }

  @Test
  void a_large_body_arrives_whole() {
    serve(Answer.answer().status(200).body("ok"));
    var body = "0123456789abcdef".repeat(1 << 16).getBytes(UTF_8);
    var headers = Headers.of("User-Agent", "contract");
    var exchange =
        begin(new BackendRequest(server().uri(), "POST", headers, body, Duration.ofSeconds(10)));
    assertThat(readText(answered(exchange))).isEqualTo("ok");
    var received = server().takeRequest();
    assertThat(received.body()).isEqualTo(body);
    assertThat(received.header("content-length")).hasValue(String.valueOf(body.length));
  }

  @Test
  void a_redirect_is_handed_over_and_not_followed() {
    try (var elsewhere = ScriptedServer.start(Answer.answer().status(200).body("stolen"))) {
      serve(Answer.answer().redirect(307, elsewhere.uri("/elsewhere").toString()));
      var exchange = begin();
      assertThat(head(exchange).status()).isEqualTo(307);
      assertThat(readAll(exchange)).isEmpty();
      assertThat(elsewhere.connections()).isEmpty();
    }
  }
}
