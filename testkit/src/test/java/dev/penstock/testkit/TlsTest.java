package dev.penstock.testkit;

import static dev.penstock.testkit.Answer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TlsTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void the_jdks_client_verifies_the_certificate_and_reads_the_events() throws Exception {
    var script = answer().sse().event("1").event("2").end();
    try (var server = ScriptedServer.builder().tls().start(script);
        var client = HttpClient.newBuilder().sslContext(server.sslContext()).build()) {
      for (var host : new String[] {"127.0.0.1", "localhost"}) {
        var uri = "https://" + host + ":" + server.port() + "/" + host;
        var request = HttpRequest.newBuilder(URI.create(uri)).build();
        var response = client.send(request, BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("data: 1\n\ndata: 2\n\n");
        assertThat(server.takeRequest().target()).isEqualTo("/" + host);
      }
      assertThat(server.uri("/x")).hasScheme("https");
    }
  }

  @Test
  void a_client_that_does_not_trust_it_is_no_failure() throws IOException {
    try (var server = ScriptedServer.builder().tls().start(answer().stall())) {
      try (var client = new RawClient(server, SSLSocketFactory.getDefault().createSocket())) {
        assertThatThrownBy(() -> client.send("GET / HTTP/1.1\r\n\r\n"))
            .isInstanceOf(SSLHandshakeException.class);
      }
      server.awaitNoOpenConnections(SOON);
      assertThat(server.failures()).isEmpty();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void a_client_that_leaves_is_noticed() throws IOException {
    try (var server = ScriptedServer.builder().tls().start(answer().sse().event("1").stall())) {
      try (var client = connect(server)) {
        client.send("GET / HTTP/1.1\r\n\r\n").readUntil("data: 1\n\n\r\n");
        assertThat(server.openConnections()).isEqualTo(1);
      }
      server.awaitClientGone(SOON);
      server.awaitNoOpenConnections(SOON);
    }
  }

  @Test
  void a_disconnect_is_an_orderly_end_and_a_reset_is_none() throws IOException {
    var head = answer().status(200).contentLength(9);
    try (var server =
        ScriptedServer.builder()
            .tls()
            .start(head.write("abc").disconnect(), head.write("abc").awaitPermit().reset())) {
      try (var client = connect(server)) {
        assertThat(client.send("GET / HTTP/1.1\r\n\r\n").readToEnd()).endsWith("\r\n\r\nabc");
      }
      server.awaitNoOpenConnections(SOON);
      try (var client = connect(server)) {
        client.send("GET / HTTP/1.1\r\n\r\n").readUntil("abc");
        server.release();
        assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
      }
    }
  }

  @Test
  void closing_does_not_wait_for_a_client_that_does_not_read() throws IOException {
    try (var server =
            ScriptedServer.builder().tls().sendBuffer(4096).start(answer().sse().flood(1000));
        var client = connect(server)) {
      client.send("GET / HTTP/1.1\r\n\r\n").readHead();
      await().until(() -> server.bytesWritten() > 10_000);
    }
  }

  @Test
  void a_server_without_tls_has_no_context_to_give() {
    try (var server = ScriptedServer.start(answer().stall())) {
      assertThatIllegalStateException().isThrownBy(server::sslContext);
    }
  }

  private static RawClient connect(ScriptedServer server) throws IOException {
    return new RawClient(server, server.sslContext().getSocketFactory().createSocket());
  }
}
