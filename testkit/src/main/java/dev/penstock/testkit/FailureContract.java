package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong is told: how far it had come, in words without secrets, and after what came
 * before it.
 */
abstract class FailureContract extends ContractGroup {
  private static final Duration SHORT = Duration.ofMillis(300);

  FailureContract(BackendContract contract) {
    super(contract);
  }

  private static Answer answer() {
    return Answer.answer();
  }

  // --- in the body

  @Test
  void a_body_without_its_last_chunk_breaks_off() {
    serve(answer().sse().event("one").disconnect());
    assertBreaksOff("data: one\n\n");
  }

  @Test
  void a_body_cut_within_a_chunk_breaks_off() {
    serve(answer().sse().event("one").openChunk(100, "data: tw").disconnect());
    assertBreaksOff("data: one\n\ndata: tw");
  }

  /** Once the size 0 was said the body is complete (RFC 9112 §8), and clients may differ. */
  @Test
  void a_body_cut_within_the_size_of_the_last_chunk_breaks_off() {
    serve(answer().sse().event("one").raw("0").disconnect());
    assertBreaksOff("data: one\n\n");
  }

  @Test
  void a_body_short_of_its_length_breaks_off() {
    serve(answer().status(200).contentLength(100).event("one").disconnect());
    assertBreaksOff("data: one\n\n");
  }

  @Test
  void a_body_with_nonsense_for_a_chunk_breaks_off() {
    serve(answer().sse().event("one").awaitPermit().raw("nonsense\r\n").stall());
    var exchange = beginAnswered();
    readChunk(exchange);
    server().release();
    assertBreaksOff(exchange, "");
  }

  @Test
  void a_reset_breaks_a_body_off() {
    serve(answer().sse().event("one").awaitPermit().reset());
    var exchange = beginAnswered();
    assertThat(new String(readChunk(exchange), UTF_8)).isEqualTo("data: one\n\n");
    server().release();
    assertThat(failureIn(exchange, new ByteArrayOutputStream()).phase()).isEqualTo(Phase.BODY);
  }

  @Test
  void a_reset_while_nobody_reads_is_told_to_the_next_who_does() {
    serve(answer().sse().event("one").awaitPermit().reset());
    var exchange = beginAnswered();
    readChunk(exchange);
    server().release();
    assertServerAlone();
    assertThat(failureIn(exchange, new ByteArrayOutputStream()).phase()).isEqualTo(Phase.BODY);
  }

  /** What had come is delivered first, also when the failure is known by then. */
  @Test
  void all_that_came_is_delivered_before_the_failure() {
    var body = "data: 0123456789\n\n".repeat(1000);
    serve(answer().sse().write(body).disconnect());
    var exchange = beginAnswered();
    // Not until the connection is closed: a backend that is not asked does not look.
    Eventually.steady(() -> server().bytesWritten());
    assertBreaksOff(exchange, body);
  }

  private void assertBreaksOff(String after) {
    assertBreaksOff(beginAnswered(), after);
  }

  private void assertBreaksOff(Exchange exchange, String after) {
    var body = new ByteArrayOutputStream();
    var failure = failureIn(exchange, body);
    assertThat(failure.phase()).isEqualTo(Phase.BODY);
    if (contract().transport().isHttp2()) {
      // A reset stream is over at once, and clients may drop what was not read (RFC 9113 §5.4.2).
      assertThat(after).startsWith(body.toString(UTF_8));
    } else {
      assertThat(body.toString(UTF_8)).isEqualTo(after);
    }
    assertFit(failure);
  }

  private static TransportException failureIn(Exchange exchange, ByteArrayOutputStream body) {
    try {
      readAll(exchange, body);
      throw new AssertionError("a clean end after: " + body.toString(UTF_8));
    } catch (TransportException e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError("no TransportException", e);
    }
  }

  // --- before the head

  @Test
  void a_connection_closed_before_the_head_fails_the_exchange() {
    serve(answer().disconnect());
    assertThat(failureOf(begin()).phase()).isEqualTo(Phase.HEAD);
  }

  @Test
  void a_connection_reset_before_the_head_fails_the_exchange() {
    serve(answer().reset());
    assertThat(failureOf(begin()).phase()).isEqualTo(Phase.HEAD);
  }

  @Test
  void a_connection_closed_within_the_head_fails_the_exchange() {
    serve(answer().raw("HTTP/1.1 200 OK\r\nContent-Ty").disconnect());
    assertThat(failureOf(begin()).phase()).isEqualTo(Phase.HEAD);
  }

  @Test
  void an_answer_that_is_no_http_fails_the_exchange() {
    serve(answer().raw("220 mail.example ESMTP\r\n\r\n").disconnect());
    assertThat(failureOf(begin()).phase()).isEqualTo(Phase.HEAD);
  }

  /** It may have been served, and only the caller knows whether to send it again. */
  @Test
  void a_post_that_a_reused_connection_loses_is_not_sent_again() {
    serve(
        answer().sse().event("one").end(),
        answer().disconnect(),
        answer().sse().event("three").end());
    readAll(beginAnswered());
    assertThat(failureOf(begin()).phase()).isEqualTo(Phase.HEAD);
    assertThat(server().requests()).hasSize(2);
  }

  // --- connecting

  @Test
  void nobody_listening_fails_the_exchange() throws IOException {
    int port = freePort();
    assertThat(failureOf(begin(request(uriOf(port)))).phase()).isEqualTo(Phase.CONNECT);
  }

  @Test
  void a_host_that_nobody_knows_fails_the_exchange() {
    var uri = URI.create(scheme() + "://no-such-host.invalid/v1?key=" + SECRET);
    assertThat(failureOf(begin(request(uri))).phase()).isEqualTo(Phase.CONNECT);
  }

  /** Its backlog is full, so that the kernel drops what asks to connect. */
  @Test
  void a_server_that_accepts_nobody_runs_into_the_connect_timeout() throws IOException {
    try (var deaf = new ServerSocket(0, 1, loopback())) {
      var waiting = new ArrayList<SocketChannel>();
      try {
        assumeTrue(fill(deaf, waiting), "the backlog can't be filled here");
        var failure = failureOf(begin(impatient(uriOf(deaf.getLocalPort()))));
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT_TIMEOUT);
      } finally {
        for (var channel : waiting) {
          channel.close();
        }
      }
    }
  }

  @Test
  void a_server_that_is_silent_about_tls_runs_into_the_connect_timeout() throws IOException {
    assumeTrue(overTls());
    try (var silent = new ServerSocket(0, 10, loopback())) {
      var failure = failureOf(begin(impatient(uriOf(silent.getLocalPort()))));
      assertThat(failure.phase()).isEqualTo(Phase.CONNECT_TIMEOUT);
    }
  }

  @Test
  void a_certificate_that_is_not_trusted_fails_the_exchange() {
    assumeTrue(overTls());
    try (var impostor =
        ScriptedServer.builder().tls().start(answer().status(200).body("not for you"))) {
      assertThat(failureOf(begin(request(impostor.uri()))).phase()).isEqualTo(Phase.CONNECT);
      assertThat(impostor.requests()).isEmpty();
      impostor.failures();
    }
  }

  private static TransportException failureOf(Exchange exchange) {
    try {
      var head = exchange.awaitHead(PATIENCE);
      throw new AssertionError("no failure, but " + head);
    } catch (TransportException e) {
      assertFit(e);
      return e;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no TransportException", e);
    }
  }

  /**
   * Checks that a message is the backend's own: short, without secrets, without the inside of its
   * client.
   */
  private static void assertFit(TransportException failure) {
    assertThat(failure.getMessage())
        .isNotBlank()
        .hasSizeLessThan(200)
        .doesNotContain(SECRET, "@", "Exception", "jdk.internal", "org.", "java.", "{", "\n");
  }

  private String scheme() {
    return overTls() ? "https" : "http";
  }

  final URI uriOf(int port) {
    return URI.create(scheme() + "://127.0.0.1:" + port + "/v1?key=" + SECRET);
  }

  private static BackendRequest impatient(URI uri) {
    return new BackendRequest(
        uri, "POST", Headers.of("User-Agent", "contract"), "{}".getBytes(UTF_8), SHORT);
  }

  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  /** Connects until the server's kernel lets no more in. Returns whether it came to that. */
  static boolean fill(ServerSocket server, List<SocketChannel> waiting) throws IOException {
    var address = new InetSocketAddress(loopback(), server.getLocalPort());
    for (int i = 0; i < 16; i++) {
      var channel = SocketChannel.open();
      waiting.add(channel);
      channel.configureBlocking(false);
      channel.connect(address);
      long deadline = System.nanoTime() + SHORT.toNanos();
      while (!channel.finishConnect()) {
        if (System.nanoTime() - deadline > 0) {
          return true;
        }
        Thread.onSpinWait();
      }
    }
    return false;
  }
}
