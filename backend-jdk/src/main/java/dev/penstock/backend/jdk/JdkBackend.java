package dev.penstock.backend.jdk;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The backend on {@link HttpClient}: for each exchange one virtual thread fills a bounded queue
 * with the body.
 *
 * <p><b>What it may hold</b> of a body that nobody reads: its queue ({@link Builder#queueBytes})
 * and what the client had read of one piece (three times {@code jdk.httpclient.bufsize}, 48 KiB).
 * Over HTTP/2 it is the client's flow-control window instead, which only the system property {@code
 * jdk.httpclient.windowsize} makes smaller than its 16 MiB.
 *
 * <p><b>Connect timeout.</b> It is a setting of the {@code HttpClient}, so requests with different
 * ones go by different clients and share no connections.
 *
 * <p>Requests carry a {@code User-Agent} of the JDK's if they have none. Thread-safe; {@link
 * #close()} takes less than a second.
 */
public final class JdkBackend implements Backend {
  /*
   * What the client does and this can't change: bytes that stand in one read with a malformed chunk size are lost to the
   * failure; trailers over HTTP/1.1 are skipped unread; on Java 21 to 23 it closes a TLS connection inside a monitor of
   * the channel, which may pin the carrier of a virtual thread while a read of the same channel returns (microseconds).
   */
  /** The name by which it is chosen. */
  public static final String NAME = "jdk";

  private static final int SMALLEST_QUEUE = 1 << 10;
  private static final int LARGEST_QUEUE = 1 << 28;

  private final int queueBytes;
  private final boolean upgradesCleartext;
  private final boolean leavesVersion;
  private final Clients clients;
  private final BufferPool pool = new BufferPool();
  private final ThreadFactory fillers = threads("penstock-jdk-stream-");
  private final Set<JdkExchange> live = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private JdkBackend(Builder builder) {
    queueBytes = builder.queueBytes;
    upgradesCleartext = builder.h2cUpgrade;
    leavesVersion = builder.own != null || builder.http2;
    var client = builder.own;
    clients = client == null ? Clients.madeBy(builder::newClient) : Clients.only(client);
  }

  /** {@return a backend with default settings} */
  public static JdkBackend create() {
    return builder().build();
  }

  /** {@return a builder, for other settings} */
  public static Builder builder() {
    return new Builder();
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofVirtual().name(name, 0).inheritInheritableThreadLocals(false).factory();
  }

  /** Collects a backend's settings. Not thread-safe. */
  public static final class Builder {
    private int queueBytes = 64 << 10;
    private boolean http2;
    private boolean h2cUpgrade;
    private @Nullable ProxySelector proxy;
    private @Nullable SSLContext sslContext;
    private @Nullable HttpClient own;

    private Builder() {}

    /**
     * Sets how much of a body may wait in the queue for its reader, counted in bytes of buffers: 64
     * KiB if this is not called.
     *
     * @param bytes how many, from 1 KiB to 256 MiB
     * @return this
     * @throws IllegalArgumentException if it is less or more
     */
    public Builder queueBytes(int bytes) {
      if (bytes < SMALLEST_QUEUE || bytes > LARGEST_QUEUE) {
        throw new IllegalArgumentException(
            "queueBytes must be from "
                + SMALLEST_QUEUE
                + " to "
                + LARGEST_QUEUE
                + ", not "
                + bytes);
      }
      queueBytes = bytes;
      return this;
    }

    /**
     * Sets whether HTTP/2 is used over TLS with servers that offer it; HTTP/1.1 if this is not
     * called. The client then reads a body up to its flow-control window, whether anyone wants it
     * or not.
     *
     * @param wanted whether it is
     * @return this
     */
    public Builder http2(boolean wanted) {
      http2 = wanted;
      return this;
    }

    /**
     * Sets whether HTTP/2 is used in clear text too, by asking for it with {@code Upgrade: h2c} in
     * an HTTP/1.1 request: the client has no other way. Some servers and proxies refuse such a
     * request, so it is off if this is not called.
     *
     * @param wanted whether it is; if so, {@link #http2} is on too
     * @return this
     */
    public Builder h2cUpgrade(boolean wanted) {
      h2cUpgrade = wanted;
      http2 |= wanted;
      return this;
    }

    /**
     * Sets by which proxies requests go, in place of the system's default selector.
     *
     * @param selector chooses them; {@link HttpClient.Builder#NO_PROXY} for none
     * @return this
     */
    public Builder proxy(ProxySelector selector) {
      proxy = selector;
      return this;
    }

    /**
     * Sets the one proxy by which requests go.
     *
     * @param address where it is
     * @return this
     */
    public Builder proxy(InetSocketAddress address) {
      return proxy(ProxySelector.of(address));
    }

    /**
     * Sets who is trusted over TLS and what is shown to them, in place of the JVM's default.
     *
     * @param context the context
     * @return this
     */
    public Builder sslContext(SSLContext context) {
      sslContext = context;
      return this;
    }

    /**
     * Sets the client to use. It is used as it is, with its own connect timeout, proxies, redirects
     * and version of HTTP (but for {@link #h2cUpgrade}), and never closed by the backend.
     *
     * @param client the client
     * @return this
     */
    public Builder httpClient(HttpClient client) {
      own = client;
      return this;
    }

    /**
     * {@return the backend}
     *
     * @throws IllegalStateException if there is a client and a setting for another one
     */
    public JdkBackend build() {
      if (own != null && (proxy != null || sslContext != null || (http2 && !h2cUpgrade))) {
        throw new IllegalStateException(
            "httpClient is used as it is: set its proxy, sslContext and version where it is made");
      }
      return new JdkBackend(this);
    }

    private HttpClient newClient(Clients.Key key) {
      var threads = threads("penstock-jdk-client-");
      var client =
          HttpClient.newBuilder()
              .version(http2 ? Version.HTTP_2 : Version.HTTP_1_1)
              .followRedirects(Redirect.NEVER)
              .executor(task -> threads.newThread(task).start());
      if (proxy != null) {
        client.proxy(proxy);
      }
      if (sslContext != null) {
        client.sslContext(sslContext);
      }
      if (key.connectTimeout() != null) {
        client.connectTimeout(key.connectTimeout());
      }
      return client.build();
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Exchange begin(BackendRequest request) {
    var toSend = Requests.of(request, version(request));
    var lease = clients.lease(Clients.Key.of(request.connectTimeout()));
    var exchange = new JdkExchange(toSend, lease, new ChunkQueue(pool, queueBytes), live::remove);
    live.add(exchange);
    if (closed) {
      exchange.close();
      lease.close();
      throw new IllegalStateException("the backend is closed");
    }
    exchange.send();
    fillers.newThread(exchange::run).start();
    return exchange;
  }

  /** {@return the version to ask for, null to leave it to the client} */
  private @Nullable Version version(BackendRequest request) {
    boolean secure = "https".equalsIgnoreCase(request.uri().getScheme());
    return (secure || upgradesCleartext) && leavesVersion ? null : Version.HTTP_1_1;
  }

  /** {@return how many buffers are out of the pool} */
  int lentBuffers() {
    return pool.lent();
  }

  /** {@return how many exchanges are neither closed nor read to their end} */
  int liveExchanges() {
    return live.size();
  }

  @Override
  public void close() {
    closed = true;
    live.forEach(exchange -> exchange.close("the backend was closed"));
    clients.close();
  }

  /** Shows the settings that are no secret. */
  @Override
  public String toString() {
    return NAME + " backend, queue of " + queueBytes + " bytes, " + live.size() + " exchanges";
  }
}
