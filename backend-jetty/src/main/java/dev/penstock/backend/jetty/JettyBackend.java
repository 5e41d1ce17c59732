package dev.penstock.backend.jetty;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The backend on Jetty's HTTP client: strict pull. Nothing is read from a connection but what a
 * reader waits for.
 *
 * <p>Over HTTP/1.1, the default, at most one receive buffer (8 KiB) a stream is taken from the
 * socket ahead of its reader. Over HTTP/2 frames of all streams share a connection, which is always
 * read: a stream can be ahead by its window, 64 KiB unless set. When such a stream is reset, Jetty
 * drops what came before and was not asked for yet.
 *
 * <p>Jetty's client is made and started with the first request. It follows no redirect, answers no
 * challenge, keeps no cookie, decodes nothing; its threads are daemons, five of them.
 *
 * <p>Thread-safe.
 */
public final class JettyBackend implements Backend {
  /** The name by which it is chosen. */
  public static final String NAME = "jetty";

  /** Headers that the transport makes itself, and Java's client refuses too. */
  private static final Set<String> TRANSPORT_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private static final System.Logger LOG = System.getLogger(JettyBackend.class.getName());

  /*
   * `running` is null until the first request; starting it, which takes a while, happens under `lifecycle`, a lock that
   * lets virtual threads unmount, and never again after `closed`. An exchange is in `live` from before it is sent until
   * Jetty has done with it; whoever begins one looks at `closed` after putting it there, and close() the other way round,
   * so that none escapes.
   */
  private final ReentrantLock lifecycle = new ReentrantLock();
  private final Set<JettyExchange> live = ConcurrentHashMap.newKeySet();
  private final @Nullable HttpClient theirs;
  private final Options options;
  private volatile @Nullable Running running;
  private volatile boolean closed;

  private JettyBackend(@Nullable HttpClient theirs, Options options) {
    this.theirs = theirs;
    this.options = options;
  }

  /** {@return a backend with default settings} */
  public static JettyBackend create() {
    return builder().build();
  }

  /** {@return settings to make a backend of} */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Exchange begin(BackendRequest request) {
    checkHeaders(request);
    var current = running();
    current.allowConnecting(request.connectTimeout());
    var exchange =
        new JettyExchange(
            current.newRequest(request),
            server(request.uri()),
            nanos(request.connectTimeout()),
            live::remove);
    live.add(exchange);
    if (closed) {
      live.remove(exchange);
      throw closedException();
    }
    exchange.send();
    return exchange;
  }

  private static void checkHeaders(BackendRequest request) {
    for (var field : request.headers()) {
      if (TRANSPORT_HEADERS.contains(field.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "header " + field.name() + " is the transport's own: leave it out");
      }
    }
  }

  private static String server(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private Running running() {
    var current = running;
    if (closed) {
      throw closedException();
    }
    if (current != null) {
      return current;
    }
    lifecycle.lock();
    try {
      if (closed) {
        throw closedException();
      }
      current = running;
      if (current == null) {
        current = theirs == null ? Running.start(options) : Running.of(theirs);
        running = current;
      }
      return current;
    } finally {
      lifecycle.unlock();
    }
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("the backend is closed");
  }

  @Override
  public void close() {
    closed = true;
    live.forEach(JettyExchange::close);
    boolean interrupted = Thread.interrupted();
    lifecycle.lock();
    try {
      var current = running;
      running = null;
      if (current != null) {
        current.stop();
      }
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "Jetty's client does not stop", e);
    } finally {
      lifecycle.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Settings of a {@link JettyBackend}. Not thread-safe. */
  public static final class Builder {
    private @Nullable HttpClient client;
    private boolean http2;
    private boolean http2PriorKnowledge;
    private int streamWindow = 64 << 10;
    private int sessionWindow = 16 << 20;
    private @Nullable ProxySelector proxies;
    private @Nullable SSLContext sslContext;
    private int maxConnectionsPerDestination = 1 << 16;
    private Duration keepIdle = Duration.ofSeconds(30);

    private Builder() {}

    /**
     * Speaks HTTP/2 over TLS with servers that can; off by default. Clear text stays HTTP/1.1.
     *
     * @param enabled whether to offer HTTP/2
     * @return this
     */
    public Builder http2(boolean enabled) {
      http2 = enabled;
      return this;
    }

    /**
     * Speaks HTTP/2 in clear text too, with no upgrade and no question: for servers known to do;
     * off by default.
     *
     * @param enabled whether to speak HTTP/2 with {@code http} URIs
     * @return this
     */
    public Builder http2PriorKnowledge(boolean enabled) {
      http2PriorKnowledge = enabled;
      return this;
    }

    /**
     * Sets how far HTTP/2 streams may be ahead of their readers.
     *
     * @param stream bytes of one stream; 64 KiB by default
     * @param session bytes of all streams of one connection together; 16 MiB by default. When
     *     paused streams use it up, every stream of that connection waits for them, so it should be
     *     many times the other
     * @return this
     * @throws IllegalArgumentException if a window is smaller than 1 or the second smaller than the
     *     first
     */
    public Builder http2Windows(int stream, int session) {
      if (stream < 1 || session < stream) {
        throw new IllegalArgumentException("windows of " + stream + " and " + session + " bytes");
      }
      streamWindow = stream;
      sessionWindow = session;
      return this;
    }

    /**
     * Sets who chooses the proxy of a URI: HTTP proxies, tunnelled through for {@code https}, and
     * SOCKS 5. By default the system's choice, {@link ProxySelector#getDefault()}.
     *
     * @param selector chooses, on the thread that opens a stream; {@code ProxySelector.of(null)}
     *     for none
     * @return this
     */
    public Builder proxy(ProxySelector selector) {
      proxies = selector;
      return this;
    }

    /**
     * Sets the TLS context.
     *
     * @param context used in place of the JVM's default
     * @return this
     */
    public Builder sslContext(SSLContext context) {
      sslContext = context;
      return this;
    }

    /**
     * Limits the connections to one server. Streams beyond them wait until one is free, on the
     * clock of connecting.
     *
     * @param max how many; 65,536 by default
     * @return this
     * @throws IllegalArgumentException if fewer than 1
     */
    public Builder maxConnectionsPerDestination(int max) {
      if (max < 1) {
        throw new IllegalArgumentException(max + " connections");
      }
      maxConnectionsPerDestination = max;
      return this;
    }

    /**
     * Sets how long an HTTP/1.1 connection that carries no stream is kept for the next one. A
     * stream is never ended by this, however long it pauses.
     *
     * @param duration how long; 30 seconds by default
     * @return this
     * @throws IllegalArgumentException if shorter than a millisecond
     */
    public Builder keepIdleConnections(Duration duration) {
      if (duration.toMillis() < 1) {
        throw new IllegalArgumentException("idle connections kept for " + duration);
      }
      keepIdle = duration;
      return this;
    }

    /**
     * Uses a client of your own as it is, started by you. It is never stopped by the backend.
     * Redirects and idle timeouts are switched off for our requests; connect timeouts up to its own
     * are kept; content that it decodes comes decoded. Two things are yours to set, for Jetty's
     * defaults break streams: an idle timeout of 0 if it speaks HTTP/2, and a {@code
     * maxConnectionsPerDestination} above 64.
     *
     * @param client the client
     * @return this
     */
    public Builder httpClient(HttpClient client) {
      this.client = client;
      return this;
    }

    /**
     * {@return a backend of these settings}
     *
     * @throws IllegalStateException if there is a client and a setting for another one
     */
    public JettyBackend build() {
      boolean ofAnother = http2 || http2PriorKnowledge || proxies != null || sslContext != null;
      if (client != null && ofAnother) {
        throw new IllegalStateException(
            "httpClient is used as it is: set its proxies, TLS and version where it is made");
      }
      return new JettyBackend(client, options());
    }

    Options options() {
      return new Options(
          http2,
          http2PriorKnowledge,
          streamWindow,
          sessionWindow,
          proxies,
          sslContext,
          maxConnectionsPerDestination,
          keepIdle);
    }
  }
}
