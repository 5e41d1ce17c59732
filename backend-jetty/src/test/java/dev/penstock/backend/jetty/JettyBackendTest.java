package dev.penstock.backend.jetty;

import static dev.penstock.backend.jetty.Exchanges.answered;
import static dev.penstock.backend.jetty.Exchanges.readAll;
import static dev.penstock.backend.jetty.Exchanges.readChunk;
import static dev.penstock.backend.jetty.Exchanges.request;
import static dev.penstock.testkit.Answer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.Cancellation;
import dev.penstock.Outcome;
import dev.penstock.Penstock;
import dev.penstock.StreamCancelledException;
import dev.penstock.StreamListener;
import dev.penstock.StreamRequest;
import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is Jetty's own; the rest is told by the contract's tests. */
@Timeout(60)
final class JettyBackendTest {
  private static final Duration BRIEFLY = Duration.ofMillis(200);

  // --- the receive buffer

  /** An idle connection keeps one alive, so its size is what a stream costs. */
  @Test
  void a_body_is_read_by_eight_kibibytes_at_most() throws Exception {
    var large = "x".repeat(100_000);
    try (var server =
            ScriptedServer.start(answer().sse().openChunk(large.length(), large).stall());
        var backend = JettyBackend.builder().build();
        var exchange = answered(backend, server.uri("/"))) {
      int left = large.length();
      while (left > 0) {
        int length = readChunk(exchange).length();
        assertThat(length).isBetween(1, 8 << 10);
        left -= length;
      }
    }
  }

  // --- the queue for a connection

  @Test
  void a_call_is_cancelled_while_it_is_queued() throws Exception {
    var cancellation = Cancellation.create();
    try (var server = ScriptedServer.start(answer().sse().event("one").stall());
        var backend = JettyBackend.builder().maxConnectionsPerDestination(1).build();
        var penstock = Penstock.builder().backend(backend).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var request = StreamRequest.post(server.uri("/"));
      var first = penstock.openEvents(request);
      first.next();
      var begun = new CountDownLatch(1);
      var listener =
          new StreamListener() {
            @Override
            public void requestStarted(long stream, StreamRequest sent, int attempt) {
              begun.countDown();
            }
          };
      var queued =
          threads.submit(() ->
              penstock.openEvents(
                  request
                      .withCancellation(cancellation)
                      .withOptions(options -> options.withListener(listener))));
      begun.await();
      cancellation.cancel();
      assertThatThrownBy(queued::get).hasCauseInstanceOf(StreamCancelledException.class);
      assertThat(server.requests()).hasSize(1);
      assertThat(first.metadata().outcome()).isEqualTo(Outcome.OPEN);
      first.close();
    }
  }

  // --- pauses

  /** Jetty's own idle timeout would end a stream whose reader is busy. */
  @Test
  void a_reader_may_be_busy_longer_than_idle_connections_are_kept() throws Exception {
    try (var server =
            ScriptedServer.start(answer().sse().event("one").awaitPermit().event("two").end());
        var backend = JettyBackend.builder().keepIdleConnections(BRIEFLY).build()) {
      assertOutlivesIdleTimeout(server, backend);
    }
  }

  @Test
  void so_it_may_over_tls() throws Exception {
    try (var server =
            ScriptedServer.builder()
                .tls()
                .start(answer().sse().event("one").awaitPermit().event("two").end());
        var backend =
            JettyBackend.builder()
                .sslContext(server.sslContext())
                .keepIdleConnections(BRIEFLY)
                .build()) {
      assertOutlivesIdleTimeout(server, backend);
    }
  }

  @Test
  void so_it_may_over_http2() throws Exception {
    try (var server =
            ScriptedServer.builder()
                .tls()
                .http2()
                .start(answer().sse().event("one").awaitPermit().event("two").end());
        var backend =
            JettyBackend.builder()
                .http2(true)
                .sslContext(server.sslContext())
                .keepIdleConnections(BRIEFLY)
                .build()) {
      assertOutlivesIdleTimeout(server, backend);
    }
  }

  private static void assertOutlivesIdleTimeout(ScriptedServer server, Backend backend)
      throws Exception {
    try (var exchange = answered(backend, server.uri())) {
      assertThat(readChunk(exchange)).isEqualTo("data: one\n\n");
      // Nobody asks for a while, then somebody in vain.
      await().pollDelay(BRIEFLY.multipliedBy(5)).until(() -> true);
      assertThat(exchange.read(5 * BRIEFLY.toNanos())).isEqualTo(BodyRead.Signal.TIMED_OUT);
      server.release();
      assertThat(readAll(exchange)).isEqualTo("data: two\n\n");
    }
  }

  @Test
  void a_connection_that_carries_nothing_is_not_kept_for_ever() throws Exception {
    try (var server = ScriptedServer.start(answer().sse().event("one").end());
        var backend = JettyBackend.builder().keepIdleConnections(BRIEFLY).build()) {
      try (var exchange = answered(backend, server.uri())) {
        readAll(exchange);
      }
      server.awaitNoOpenConnections(Duration.ofSeconds(20));
    }
  }

  // --- connecting

  @Test
  void each_request_has_its_own_connect_timeout() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var backend = JettyBackend.create()) {
      var uri = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/");
      var patient = backend.begin(request(uri, Duration.ofMinutes(5)));
      var hasty = backend.begin(request(uri, Duration.ofMillis(100)));
      assertThatThrownBy(() -> hasty.awaitHead(Exchanges.PATIENCE))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT_TIMEOUT));
      assertThat(patient.awaitHead(Duration.ofMillis(10).toNanos())).isNull();
      patient.close();
      hasty.close();
    }
  }

  @Test
  void waiting_for_a_free_connection_is_on_the_clock_of_connecting() throws Exception {
    try (var server = ScriptedServer.start(answer().sse().stall());
        var backend = JettyBackend.builder().maxConnectionsPerDestination(1).build();
        var first = answered(backend, server.uri())) {
      assertThat(first.awaitHead(0)).isNotNull();
      try (var second = backend.begin(request(server.uri(), Duration.ofMillis(100)))) {
        assertThatThrownBy(() -> second.awaitHead(Exchanges.PATIENCE))
            .isInstanceOfSatisfying(
                TransportException.class,
                e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT_TIMEOUT));
      }
      assertThat(server.connections()).hasSize(1);
    }
  }

  @Test
  void a_proxy_is_spoken_to_in_place_of_the_server() throws Exception {
    try (var proxy = ScriptedServer.start(answer().sse().event("by proxy").end());
        var backend =
            JettyBackend.builder()
                .proxy(
                    ProxySelector.of(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
                .build();
        var exchange = answered(backend, URI.create("http://model.invalid/v1"))) {
      assertThat(readAll(exchange)).isEqualTo("data: by proxy\n\n");
      assertThat(proxy.takeRequest().requestLine())
          .isEqualTo("POST http://model.invalid/v1 HTTP/1.1");
    }
  }

  @Test
  void a_proxy_that_refuses_a_tunnel_is_no_connection() throws Exception {
    try (var proxy = ScriptedServer.start(answer().status(407).body("who are you?"));
        var backend =
            JettyBackend.builder()
                .proxy(
                    ProxySelector.of(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
                .build();
        var exchange = backend.begin(request(URI.create("https://model.invalid/v1")))) {
      assertThatThrownBy(() -> exchange.awaitHead(Exchanges.PATIENCE))
          .isInstanceOfSatisfying(
              TransportException.class, e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT))
          .hasMessage("cannot connect to model.invalid: the proxy answered 407");
    }
  }

  // --- requests

  @Test
  void headers_of_the_transport_are_refused() {
    try (var backend = JettyBackend.create()) {
      for (var name : new String[] {"Host", "content-length", "Connection", "Transfer-Encoding"}) {
        var request =
            new BackendRequest(
                URI.create("http://127.0.0.1:1/"),
                "POST",
                Headers.of(name, "1"),
                new byte[0],
                Duration.ofSeconds(1));
        assertThatThrownBy(() -> backend.begin(request))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(name);
      }
    }
  }

  // --- HTTP/2

  @Test
  void http2_falls_back_to_what_the_server_knows() throws Exception {
    try (var server = ScriptedServer.builder().tls().start(answer().sse().event("one").end());
        var backend = JettyBackend.builder().http2(true).sslContext(server.sslContext()).build();
        var exchange = answered(backend, server.uri())) {
      assertThat(readAll(exchange)).isEqualTo("data: one\n\n");
    }
  }

  @Test
  void http2_is_for_tls_unless_clear_text_is_asked_for() throws Exception {
    try (var server = ScriptedServer.start(answer().sse().event("one").end());
        var backend = JettyBackend.builder().http2(true).build();
        var exchange = answered(backend, server.uri())) {
      assertThat(readAll(exchange)).isEqualTo("data: one\n\n");
      assertThat(server.takeRequest().header("upgrade")).isEmpty();
    }
  }

  /** What a reset stream had left unread is given back to the connection's window. */
  @Test
  void abandoned_streams_do_not_use_up_the_window_of_their_connection() throws Exception {
    try (var server = ScriptedServer.builder().http2().start(answer().sse().flood(200));
        var backend =
            JettyBackend.builder()
                .http2PriorKnowledge(true)
                .http2Windows(64 << 10, 256 << 10)
                .build()) {
      for (int i = 0; i < 20; i++) {
        try (var exchange = answered(backend, server.uri())) {
          for (long read = 0; read < 50_000; ) {
            read += readChunk(exchange).length();
          }
        }
      }
      assertThat(server.clientConnections()).isEqualTo(1);
    }
  }

  // --- the user's own client

  @Test
  void a_client_of_the_users_own_is_used_as_it_is_and_not_stopped() throws Exception {
    var client = new HttpClient();
    client.setIdleTimeout(BRIEFLY.toMillis());
    client.start();
    try (var server =
        ScriptedServer.start(answer().sse().event("one").awaitPermit().event("two").end())) {
      var backend = JettyBackend.builder().httpClient(client).build();
      assertOutlivesIdleTimeout(server, backend);
      var live = answered(backend, server.uri());
      backend.close();
      assertThatThrownBy(() -> live.read(Exchanges.PATIENCE)).isInstanceOf(IOException.class);
      assertThat(client.isRunning()).isTrue();
      assertThat(server.takeRequest().header("accept-encoding")).isEmpty();
      assertThat(server.requests().getFirst().header("user-agent")).hasValue("test");
    } finally {
      client.stop();
    }
  }

  @Test
  void settings_beside_a_client_of_the_users_own_are_refused() {
    var builder = JettyBackend.builder().httpClient(new HttpClient()).http2(true);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("httpClient");
  }

  // --- buffers

  @Test
  void every_buffer_of_the_pool_comes_back() throws Exception {
    var pool = new ArrayByteBufferPool.Tracking();
    var client = Clients.create(JettyBackend.builder().options());
    client.setByteBufferPool(pool);
    client.start();
    Clients.strip(client);
    try (var server = ScriptedServer.start();
        var backend = JettyBackend.builder().httpClient(client).build()) {
      var waiting = new ArrayList<Exchange>();
      for (int i = 0; i < 20; i++) {
        server.enqueue(
            answer().sse().event("one").event("two").end(), answer().sse().event("one").stall());
        try (var exchange = answered(backend, server.uri())) {
          readAll(exchange);
        }
        var exchange = answered(backend, server.uri());
        readChunk(exchange);
        assertThat(exchange.read(0)).isEqualTo(BodyRead.Signal.TIMED_OUT);
        waiting.add(exchange);
      }
      waiting.forEach(Exchange::close);
      await().untilAsserted(() -> assertThat(pool.getLeaks()).isEmpty());
    } finally {
      client.stop();
    }
  }
}
