package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the groups of the contract share: a server, a backend, and the proof afterwards that nothing
 * is left.
 */
@Timeout(120)
abstract class ContractGroup {
  static final long PATIENCE = Eventually.PATIENCE.toNanos();

  /** A key that no message may show. */
  static final String SECRET = "sk-0123456789abcdef";

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final BackendContract contract;
  private final List<Exchange> begun = new ArrayList<>();
  private Census before = Census.take();
  private @Nullable ScriptedServer server;
  private @Nullable Backend backend;

  ContractGroup(BackendContract contract) {
    this.contract = contract;
  }

  /** Timed too, so that the thread that JUnit times by is there before the census. */
  @BeforeEach
  @Timeout(120)
  final void takeCensus() {
    before = Census.take();
  }

  @AfterEach
  final void leaveNothing() {
    begun.forEach(Exchange::close);
    if (backend != null) {
      backend.close();
    }
    if (server != null) {
      server.close();
    }
    before.awaitNothingLeft(Eventually.PATIENCE);
  }

  // --- the fixture

  final BackendContract contract() {
    return contract;
  }

  final boolean overTls() {
    return contract.transport().isSecure();
  }

  /** Starts the test's server. */
  final ScriptedServer serve(Answer... answers) {
    return serve(ScriptedServer.builder(), answers);
  }

  /**
   * Starts the test's server with small buffers in the kernel, so that it soon notices that nobody
   * reads.
   */
  final ScriptedServer serveNarrowly(Answer... answers) {
    return serve(ScriptedServer.builder().sendBuffer(16 << 10), answers);
  }

  private ScriptedServer serve(ScriptedServer.Builder options, Answer... answers) {
    if (overTls()) {
      options.tls();
    }
    if (contract.transport().isHttp2()) {
      options.http2();
    }
    var started = options.start(answers);
    server = started;
    return started;
  }

  /** {@return the test's server, which is started without answers if it was not before} */
  final ScriptedServer server() {
    var started = server;
    return started == null ? serve() : started;
  }

  /** {@return the test's backend, which is made when it is first asked for} */
  final Backend backend() {
    var made = backend;
    if (made == null) {
      made = overTls() ? contract.createBackend(server().sslContext()) : contract.createBackend();
      backend = made;
    }
    return made;
  }

  static BackendRequest request(URI uri) {
    var headers =
        Headers.of(
            "Content-Type", "application/json",
            "Accept", "text/event-stream",
            "User-Agent", "contract",
            "Authorization", "Bearer " + SECRET);
    return new BackendRequest(uri, "POST", headers, "{\"stream\":true}".getBytes(UTF_8), CONNECT);
  }

  final Exchange begin(BackendRequest request) {
    var exchange = backend().begin(request);
    begun.add(exchange);
    return exchange;
  }

  /** Begins an exchange with the test's server. */
  final Exchange begin() {
    return begin(request(server().uri("/v1/stream?key=" + SECRET)));
  }

  /** Begins an exchange and waits for its head. */
  final Exchange beginAnswered() {
    return answered(begin());
  }

  /** Waits for the head and returns the exchange. */
  static Exchange answered(Exchange exchange) {
    head(exchange);
    return exchange;
  }

  // --- reading

  static ResponseHead head(Exchange exchange) {
    try {
      var head = exchange.awaitHead(PATIENCE);
      if (head == null) {
        throw new AssertionError("no head within " + Eventually.PATIENCE);
      }
      return head;
    } catch (IOException e) {
      throw new AssertionError("no head", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static BodyRead read(Exchange exchange) throws IOException {
    try {
      return exchange.read(PATIENCE);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }

  /** Reads and releases one chunk, and returns its bytes. */
  static byte[] readChunk(Exchange exchange) {
    try {
      if (read(exchange) instanceof Chunk chunk) {
        return take(chunk);
      }
      throw new AssertionError("no chunk, but the end or nothing");
    } catch (IOException e) {
      throw new AssertionError("no chunk", e);
    }
  }

  static byte[] take(Chunk chunk) {
    var bytes = new byte[chunk.bytes().remaining()];
    assertThat(bytes).as("the bytes of a chunk").isNotEmpty();
    chunk.bytes().duplicate().get(bytes);
    chunk.release();
    return bytes;
  }

  /** Reads to the end. */
  static byte[] readAll(Exchange exchange) {
    var body = new ByteArrayOutputStream();
    try {
      readAll(exchange, body);
    } catch (IOException e) {
      throw new AssertionError("the body broke off after " + body.size() + " bytes", e);
    }
    return body.toByteArray();
  }

  /** Reads to the end, or to the failure. */
  static void readAll(Exchange exchange, ByteArrayOutputStream body) throws IOException {
    while (true) {
      switch (read(exchange)) {
        case Chunk chunk -> body.writeBytes(take(chunk));
        case BodyRead.Signal signal -> {
          assertThat(signal).as("after %s bytes", body.size()).isEqualTo(BodyRead.Signal.END);
          return;
        }
      }
    }
  }

  static String readText(Exchange exchange) {
    return new String(readAll(exchange), UTF_8);
  }

  /**
   * Waits until the server has noticed that its client is gone, on every connection that has
   * carried a request. One that was still being made when nobody wanted it any more may wait for
   * the next.
   */
  final void assertServerAlone() {
    Eventually.holds("no connection that has carried a request", () -> !carriesRequests());
  }

  private boolean carriesRequests() {
    var carriers = new HashSet<Integer>();
    server().requests().forEach(request -> carriers.add(request.connection()));
    return server().connections().stream()
        .anyMatch(connection -> connection.isOpen() && carriers.contains(connection.number()));
  }
}
