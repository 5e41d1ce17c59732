package dev.penstock.testkit;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * An HTTP server for tests that does exactly what a script says: which bytes go out in which
 * writes, when, and what then happens to the connection. It listens on a free port of 127.0.0.1, on
 * virtual threads.
 *
 * {@snippet class="dev.penstock.testkit.ScriptedServerSnippetsTest" region="server"}
 *
 * <p>Requests are answered in the order of their coming by the {@linkplain Answer answers} in the
 * order of their queueing; when none is left the last one answers all that follow, or a handler if
 * the server was started with one. A connection serves one request after the other. Each connection
 * is always being read, so that a client that leaves is noticed at once, also while the script is
 * silent; a client that closes its sending side counts as one that left.
 *
 * <p>A fault in a script, such as an exception of a handler, resets the connection; bytes from the
 * client that are no HTTP close it. Both are kept in {@link #failures()}. A client that leaves
 * early is no fault.
 *
 * <p>Thread-safe. The methods that wait throw an {@link AssertionError} telling what was seen when
 * the time is over; when interrupted they throw an {@link IllegalStateException} and keep the
 * interrupt flag.
 */
public final class ScriptedServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Listener listener;
  private final AnswerQueue answers;
  private final Gate gate = new Gate();
  private final Ledger ledger = new Ledger();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicBoolean failuresSeen = new AtomicBoolean();

  private ScriptedServer(Builder options, AnswerQueue answers) {
    this.answers = answers;
    this.listener =
        new Listener(options.port, options.sendBuffer, options.tls, options.http2, ledger);
  }

  /**
   * Starts a server that gives these answers, one a request, the last to all further ones.
   *
   * @param answers the answers; others may be {@linkplain #enqueue queued} later
   * @return the server, listening
   */
  public static ScriptedServer start(Answer... answers) {
    return builder().start(answers);
  }

  /**
   * Starts a server that answers by what is asked.
   *
   * @param handler gives the answer to a request; called on the connection's thread
   * @return the server, listening
   */
  public static ScriptedServer start(Function<ReceivedRequest, Answer> handler) {
    return builder().start(handler);
  }

  /** {@return options of a server to start: TLS, buffer sizes, a fixed port} */
  public static Builder builder() {
    return new Builder();
  }

  /** How a server listens. Not thread-safe. */
  public static final class Builder {
    private boolean tls;
    private boolean http2;
    private int sendBuffer;
    private int port;

    private Builder() {}

    /**
     * Speaks TLS, with a certificate made for this server that {@link ScriptedServer#sslContext()}
     * trusts.
     *
     * @return this
     */
    public Builder tls() {
      tls = true;
      return this;
    }

    /**
     * Speaks HTTP/2: over {@linkplain #tls() TLS} by ALPN, in clear text with prior knowledge. A
     * script is told the same; what it does to its connection happens to the stream, so that
     * closing it short of the end becomes RST_STREAM. Each stream counts as a {@linkplain
     * ScriptedServer#connections() connection}; {@link ScriptedServer#clientConnections()} counts
     * the real ones.
     *
     * <p>Needs Jetty, of which this library's other parts know nothing: {@code jetty-http2-server}
     * and, for TLS, {@code jetty-alpn-java-server} are to be added where it is used.
     *
     * @return this
     */
    public Builder http2() {
      http2 = true;
      return this;
    }

    /**
     * Limits what the kernel takes from the server for a client that does not read.
     *
     * @param bytes the socket's {@code SO_SNDBUF}; a hint, that Linux doubles
     * @return this
     */
    public Builder sendBuffer(int bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("a buffer of " + bytes + " bytes");
      }
      sendBuffer = bytes;
      return this;
    }

    /**
     * Listens on a fixed port.
     *
     * @param port the port; 0, as by default, for a free one
     * @return this
     */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * Starts a server that gives these answers.
     *
     * @param answers as for {@link ScriptedServer#start(Answer...)}
     * @return the server, listening
     */
    public ScriptedServer start(Answer... answers) {
      var queue = new AnswerQueue(null);
      queue.add(List.of(answers));
      return listening(queue);
    }

    /**
     * Starts a server that answers by what is asked.
     *
     * @param handler as for {@link ScriptedServer#start(Function)}
     * @return the server, listening
     */
    public ScriptedServer start(Function<ReceivedRequest, Answer> handler) {
      return listening(new AnswerQueue(handler));
    }

    private ScriptedServer listening(AnswerQueue answers) {
      var server = new ScriptedServer(this, answers);
      server.listener.start(server);
      return server;
    }
  }

  // --- where it is, and what it says

  /** {@return the server's root: {@code http://127.0.0.1:PORT/}, or {@code https}} */
  public URI uri() {
    return uri("/");
  }

  /**
   * {@return a URI of the server}
   *
   * @param target path and query, beginning with a slash
   */
  public URI uri(String target) {
    return URI.create(listener.scheme() + "://127.0.0.1:" + port() + target);
  }

  /** {@return the port that it listens on} */
  public int port() {
    return listener.port();
  }

  /** {@return the port whose sockets carry what scripts write} */
  int scriptPort() {
    return listener.scriptPort();
  }

  /**
   * {@return a context for clients, that trusts this server's certificate and no other}
   *
   * @throws IllegalStateException if the server speaks no TLS
   */
  public SSLContext sslContext() {
    return listener.clientContext();
  }

  /**
   * Queues answers to the next requests, before a handler is asked.
   *
   * @param more the answers
   */
  public void enqueue(Answer... more) {
    answers.add(List.of(more));
  }

  /** Lets one script go on that waits, or will wait, in {@link Answer#awaitPermit()}. */
  public void release() {
    release(1);
  }

  /**
   * Lets scripts go on.
   *
   * @param permits how many waits
   */
  public void release(int permits) {
    gate.release(permits);
  }

  // --- what it has seen

  /** {@return the requests that were read to their end, in the order of their coming} */
  public List<ReceivedRequest> requests() {
    return ledger.requests();
  }

  /**
   * Waits up to 10 seconds for the next request that was not yet taken.
   *
   * @return the request
   */
  public ReceivedRequest takeRequest() {
    return takeRequest(PATIENCE);
  }

  /**
   * Waits for the next request that was not yet taken.
   *
   * @param patience how long
   * @return the request
   */
  public ReceivedRequest takeRequest(Duration patience) {
    return ledger.takeRequest(patience);
  }

  /** {@return all connections that were accepted, in the order of acceptance} */
  public List<ServerConnection> connections() {
    return ledger.connections();
  }

  /**
   * {@return how many TCP connections clients have made; over HTTP/2 each carries several streams}
   */
  public int clientConnections() {
    return listener.clientConnections();
  }

  /** {@return how many connections are open} */
  public int openConnections() {
    return ledger.open();
  }

  /**
   * {@return how many bytes all connections managed to hand to their sockets; behind TLS, before
   * encryption} A write counts when it has returned, which may be a moment after the client has its
   * bytes.
   */
  public long bytesWritten() {
    return bytesWritten.get();
  }

  /**
   * Waits until a client has left a connection, the first of all if several have.
   *
   * @param patience how long
   * @return when it was noticed
   */
  public Instant awaitClientGone(Duration patience) {
    return ledger.awaitDeparture(patience);
  }

  /**
   * Waits until no connection is open of those accepted so far: one that was never asked anything
   * may not be yet.
   *
   * @param patience how long
   */
  public void awaitNoOpenConnections(Duration patience) {
    ledger.awaitNoneOpen(patience);
  }

  /**
   * {@return the faults of scripts so far, and of clients that did not speak HTTP} Who asks for
   * them takes care of them: {@link #close()} does not throw them then.
   */
  public List<Throwable> failures() {
    failuresSeen.set(true);
    return ledger.failures();
  }

  /**
   * Closes the server and all its connections at once, whatever their scripts are doing, and waits
   * until its threads have ended. Idempotent.
   *
   * @throws IllegalStateException if a script had failed and nobody asked for {@link #failures()}
   */
  @Override
  public void close() {
    if (!listener.close()) {
      return;
    }
    var failures = ledger.failures();
    if (!failures.isEmpty() && !failuresSeen.get()) {
      var first = failures.getFirst();
      var thrown = new IllegalStateException(first.getMessage(), first);
      failures.stream().skip(1).forEach(thrown::addSuppressed);
      throw thrown;
    }
  }

  // --- for its connections

  Gate gate() {
    return gate;
  }

  Supplier<Answer> received(ReceivedRequest request) {
    return ledger.received(request, answers);
  }

  void wrote(int bytes) {
    bytesWritten.addAndGet(bytes);
  }

  void clientLeft(Instant when) {
    ledger.clientLeft(when);
  }

  void ended() {
    ledger.ended();
  }

  void failed(Throwable failure) {
    if (!listener.isClosed()) {
      ledger.failed(failure);
    }
  }
}
