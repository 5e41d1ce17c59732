package dev.penstock.backend.jetty;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Makes Jetty clients that do what a request says and nothing else. */
final class Clients {
  /**
   * One thread selects; the others are for what it hands out, which is short, since nothing of ours
   * blocks.
   */
  private static final int THREADS = 4;

  private static final int MAX_HEAD_BYTES = 256 << 10;

  /**
   * Jetty's parser keeps a slice of the buffer that it read last, so that each connection that
   * waits holds an array of this size: at Jetty's own 16 KiB nearly half of what a stream takes
   * (jmh/bench scale).
   */
  private static final int RECEIVE_BYTES = 8 << 10;

  private static final Duration STOPPING = Duration.ofMillis(500);
  private static final Duration RESOLVING = Duration.ofMinutes(2);

  private Clients() {}

  /**
   * {@return a client that is not started}
   *
   * @param options how it is made
   */
  static HttpClient create(Options options) {
    var threads = new QueuedThreadPool(THREADS, THREADS);
    threads.setName("penstock-jetty");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    // It waits for half of it and then interrupts; none of them is ever busy for so long.
    threads.setStopTimeout(STOPPING.toMillis());
    var scheduler = new ScheduledExecutorScheduler("penstock-jetty-scheduler", /* daemon= */ true);

    var connector = new Connector();
    connector.setSelectors(1);
    connector.setSslContextFactory(tls(options));

    var transport = transport(connector, options);
    // What Jetty calls of ours stores and wakes: the selecting thread can do that itself.
    transport.setInvocationType(Invocable.InvocationType.NON_BLOCKING);
    var client = new HttpClient(transport);
    client.setExecutor(threads);
    client.setScheduler(scheduler);
    // Names are looked up by a blocking call: not on the few threads that all streams share.
    client.setSocketAddressResolver(
        new SocketAddressResolver.Async(
            task -> Thread.ofVirtual().name("penstock-jetty-resolver").start(task),
            scheduler,
            RESOLVING.toMillis()));

    // For connections that carry no request: each request switches it off for its own. See
    // neverIdle() for HTTP/2.
    client.setIdleTimeout(options.keepIdle().toMillis());
    client.setMaxConnectionsPerDestination(options.maxConnectionsPerDestination());
    // Those that wait for a connection being made queue here too.
    client.setMaxRequestsQueuedPerDestination(Integer.MAX_VALUE);
    client.setResponseBufferSize(RECEIVE_BYTES);
    client.setMaxResponseHeadersSize(MAX_HEAD_BYTES);
    client.setMaxRequestHeadersSize(MAX_HEAD_BYTES);
    // On the heap: a stream that is aborted with unread bytes leaves its buffer to the collector
    // (jetty.project#12934).
    client.setUseInputDirectByteBuffers(false);

    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.setDefaultRequestContentType(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.addBean(new NeverIdle());
    return client;
  }

  /** Takes away, once it is started, what a started client has of its own accord. */
  static void strip(HttpClient started) {
    ProtocolHandlers handlers = started.getProtocolHandlers();
    // It would make an error of a 401 without a challenge.
    handlers.remove(WWWAuthenticationProtocolHandler.NAME);
    handlers.remove(ProxyAuthenticationProtocolHandler.NAME);
    handlers.remove(RedirectProtocolHandler.NAME);
    started.getContentDecoderFactories().clear();
  }

  private static HttpClientTransport transport(ClientConnector connector, Options options) {
    if (!options.http2() && !options.http2PriorKnowledge()) {
      return new HttpClientTransportOverHTTP(connector);
    }
    var http2 = new HTTP2Client(connector);
    http2.setInitialStreamRecvWindow(options.streamWindow());
    http2.setInitialSessionRecvWindow(options.sessionWindow());
    http2.setMaxConcurrentPushedStreams(0);
    http2.setMaxResponseHeadersSize(MAX_HEAD_BYTES);
    http2.setUseInputDirectByteBuffers(false);
    return new Transport(connector, http2, options);
  }

  private static SslContextFactory.Client tls(Options options) {
    var factory = new SslContextFactory.Client();
    try {
      factory.setSslContext(
          options.sslContext() == null
              ? javax.net.ssl.SSLContext.getDefault()
              : options.sslContext());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JVM has no default TLS context", e);
    }
    return factory;
  }

  /**
   * Switches the idle timeout off for HTTP/2 connections: Jetty applies it to the connection as a
   * whole, also while streams are open whose readers are busy.
   */
  private static final class NeverIdle implements Connection.Listener {
    @Override
    public void onOpened(Connection connection) {
      if (connection instanceof HTTP2Connection) {
        connection.getEndPoint().setIdleTimeout(0);
      }
    }
  }
}
