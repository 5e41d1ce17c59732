package dev.penstock.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.backend.jdk.JdkBackend;
import dev.penstock.backend.jetty.JettyBackend;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of docs/backends.md and docs/back-pressure.md. */
@Timeout(60)
final class BackendsTest {
  private static final String EVENT = "x".repeat(1000);

  @Test
  void they_are_chosen_by_name() {
    try (var server = ScriptedServer.start(event(), event())) {
      var request = StreamRequest.get(server.uri("/events"));
      // @start region="choose"
      try (var penstock = Penstock.builder().backend("jetty").build()) {
        try (var byJetty = penstock.openEvents(request);
            var byJdk = penstock.openEvents(request.withBackend("jdk"))) {
          assertThat(byJetty.next()).isEqualTo(byJdk.next());
        }
      }
      // @end
    }
  }

  private static Answer event() {
    return Answer.answer().sse().event("same").end();
  }

  @Test
  void settings_of_the_jdks() throws Exception {
    var trusted = SSLContext.getDefault();
    var proxy = InetSocketAddress.createUnresolved("proxy.example", 3128);
    // @start region="jdk"
    var backend =
        JdkBackend.builder()
            .queueBytes(32 << 10) // how much may wait for its reader
            .http2(true) // over TLS, where the server offers it
            .sslContext(trusted)
            .proxy(ProxySelector.of(proxy))
            .build();
    // @end
    backend.close();
  }

  @Test
  void a_client_of_ones_own() {
    // @start region="own"
    var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    var backend = JdkBackend.builder().httpClient(client).build(); // never closes the client
    // @end
    try (var server = ScriptedServer.start(event());
        var penstock = Penstock.builder().backend(backend).build();
        var events = penstock.openEvents(StreamRequest.get(server.uri("/events")))) {
      assertThat(events.next().data()).isEqualTo("same");
    }
    client.close();
  }

  @Test
  void settings_of_jettys() {
    // @start region="jetty"
    var backend =
        JettyBackend.builder()
            .http2(true)
            .http2Windows(64 << 10, 16 << 20) // of each stream, of the connection
            .maxConnectionsPerDestination(1000)
            .proxy(ProxySelector.getDefault())
            .build();
    // @end
    backend.close();
  }

  @Test
  void a_reader_that_pauses_holds_the_server_back() {
    // @start region="pressure"
    var flood = Answer.answer().sse().forever(n -> "data: " + EVENT + "\n\n", Duration.ZERO);
    try (var server = ScriptedServer.builder().sendBuffer(16 << 10).start(flood);
        var penstock = Penstock.builder().backend("jetty").build();
        var events = penstock.openEvents(StreamRequest.get(server.uri("/flood")))) {
      assertThat(events.next().data()).isEqualTo(EVENT);
      long written = steady(server); // what the kernel's buffers take, and then no more
      assertThat(written).isLessThan(64 << 20);
    }
    // @end
  }

  /** Waits until the server has not managed to write anything for a while. */
  private static long steady(ScriptedServer server) {
    var written = new long[] {-1};
    await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          long now = server.bytesWritten();
          boolean same = now == written[0];
          written[0] = now;
          return same;
        });
    return written[0];
  }
}
