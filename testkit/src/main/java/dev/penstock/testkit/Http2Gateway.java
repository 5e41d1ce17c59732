package dev.penstock.testkit;

import dev.penstock.testkit.Http1Answer.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/2 for a {@link ScriptedServer}: each stream becomes a connection of HTTP/1.1 to it,
 * so that every script works, and what the script does to its connection happens to the stream. An
 * answer that breaks off becomes RST_STREAM; a stream that the client resets becomes a client that
 * left.
 *
 * <p>It holds no more of an answer than one DATA frame, and reads the next when the client's
 * windows let that one go.
 */
final class Http2Gateway implements AutoCloseable {
  private final int scriptPort;
  private final Server jetty;
  private final ServerConnector connector;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private final ExecutorService relays =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http2-gateway-", 0).factory());

  /**
   * Starts one on 127.0.0.1.
   *
   * @param port where it listens; 0 for a free port
   * @param tls what to prove one's name with; null for clear text, with prior knowledge
   * @param scriptPort where the scripted server listens
   */
  Http2Gateway(int port, @Nullable TlsMaterial tls, int scriptPort) {
    this.scriptPort = scriptPort;
    var threads = new QueuedThreadPool(8, 1);
    threads.setName("http2-gateway");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setStopTimeout(500);
    jetty =
        new Server(
            threads,
            new ScheduledExecutorScheduler("http2-gateway-timer", /* daemon= */ true),
            null);
    connector = new Connector(factories(tls));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(0);
    jetty.addConnector(connector);
    try {
      jetty.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP/2 gateway does not start", e);
    }
  }

  private ConnectionFactory[] factories(@Nullable TlsMaterial tls) {
    var http2 =
        new RawHTTP2ServerConnectionFactory(
            new HttpConfiguration(), new Streams(), tls == null ? "h2c" : "h2");
    http2.setStreamIdleTimeout(0);
    http2.setMaxConcurrentStreams(1 << 12);
    // Tests end streams as fast as attackers do.
    http2.setRateControlFactory(new RateControl.Factory() {});
    if (tls == null) {
      return new ConnectionFactory[] {http2};
    }
    var context = new SslContextFactory.Server();
    context.setSslContext(tls.serverContext());
    var alpn = new ALPNServerConnectionFactory("h2");
    alpn.setDefaultProtocol("h2");
    return new ConnectionFactory[] {
      new SslConnectionFactory(context, alpn.getProtocol()), alpn, http2
    };
  }

  int port() {
    return connector.getLocalPort();
  }

  /** {@return how many TCP connections clients have made} */
  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    closed = true;
    relays.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP/2 gateway does not stop", e);
    } finally {
      accepted.forEach(Http2Gateway::closeQuietly);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  /**
   * Knows its sockets: one that is just being set up when Jetty stops is forgotten by it. The
   * selector accepts them, for a thread of Jetty's that did so would be interrupted when it stops,
   * and a channel that is interrupted while it accepts loses the socket.
   */
  private final class Connector extends ServerConnector {
    Connector(ConnectionFactory... factories) {
      super(jetty, null, null, null, /* acceptors= */ 0, 1, factories);
    }

    @Override
    protected void configure(Socket socket) {
      super.configure(socket);
      accepted.add(socket);
      // close() says so before it looks for sockets, and this looks after it has added one.
      if (closed) {
        closeQuietly(socket);
      }
    }
  }

  /** Makes a relay of each stream. */
  private final class Streams implements ServerSessionListener {
    @Override
    public void onAccept(Session session) {
      connections.incrementAndGet();
    }

    @Override
    public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
      stream.setIdleTimeout(0);
      var relay = new Relay(stream, (MetaData.Request) frame.getMetaData());
      if (frame.isEndStream()) {
        relay.start();
      } else {
        stream.demand();
      }
      return relay;
    }
  }

  /** One stream, and the connection behind it. */
  private final class Relay implements Stream.Listener, Runnable {
    private final Stream stream;
    private final Http1Request request;
    private final CompletableFuture<Void> clientGone = new CompletableFuture<>();

    Relay(Stream stream, MetaData.Request head) {
      this.stream = stream;
      this.request =
          new Http1Request(
              head.getMethod(), head.getHttpURI().getPathQuery(), head.getHttpURI().getAuthority());
      head.getHttpFields().forEach(field -> request.header(field.getName(), field.getValue()));
    }

    void start() {
      try {
        relays.execute(this);
      } catch (RejectedExecutionException e) {
        reset();
      }
    }

    @Override
    public void onDataAvailable(Stream stream) {
      while (true) {
        var data = stream.readData();
        if (data == null) {
          stream.demand();
          return;
        }
        request.body(data.frame().getByteBuffer());
        boolean last = data.frame().isEndStream();
        data.release();
        if (last) {
          start();
          return;
        }
      }
    }

    @Override
    public void onReset(Stream stream, ResetFrame frame, Callback callback) {
      clientGone.complete(null);
      callback.succeeded();
    }

    @Override
    public void onFailure(
        Stream stream, int error, String reason, Throwable failure, Callback callback) {
      clientGone.complete(null);
      callback.succeeded();
    }

    @Override
    public void onClosed(Stream stream) {
      clientGone.complete(null);
    }

    /** Sends the request on and relays the answer, on a thread of its own. */
    @Override
    public void run() {
      try (var socket =
          new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), scriptPort)) {
        var closing = clientGone.thenRun(() -> closeQuietly(socket));
        socket.getOutputStream().write(request.bytes());
        var answer = new Http1Answer(socket.getInputStream());
        boolean open = true;
        while (open) {
          open = relay(answer.next());
        }
        closing.cancel(/* mayInterruptIfRunning= */ false);
      } catch (IOException | ExecutionException e) {
        reset();
      } catch (InterruptedException e) {
        // The gateway is being closed, and the stream with it.
      }
    }

    /** Sends a part of the answer. Returns whether more follows. */
    private boolean relay(Part part) throws ExecutionException, InterruptedException {
      switch (part) {
        case Part.Head(var status, var fields, var last) ->
            send(new MetaData.Response(status, null, HttpVersion.HTTP_2, fields(fields)), last);
        case Part.Bytes(var bytes) -> data(bytes, /* last= */ false);
        case Part.End(var trailers) -> {
          if (trailers.isEmpty()) {
            data(new byte[0], /* last= */ true);
          } else {
            send(new MetaData(HttpVersion.HTTP_2, fields(trailers)), /* last= */ true);
          }
        }
      }
      return !part.isLast();
    }

    private void send(MetaData head, boolean last) throws ExecutionException, InterruptedException {
      await(stream.headers(new HeadersFrame(stream.getId(), head, null, last)));
    }

    private void data(byte[] bytes, boolean last) throws ExecutionException, InterruptedException {
      await(stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(bytes), last)));
    }

    /**
     * Waits until a frame is out, or the client does not want it any more: the next read then
     * tells.
     */
    private void await(CompletableFuture<?> sent) throws ExecutionException, InterruptedException {
      CompletableFuture.anyOf(sent, clientGone).get();
    }

    private static HttpFields fields(Iterable<Header> headers) {
      var fields = HttpFields.build();
      headers.forEach(header -> fields.add(header.name().toLowerCase(Locale.ROOT), header.value()));
      return fields;
    }

    private void reset() {
      stream.reset(new ResetFrame(stream.getId(), ErrorCode.INTERNAL_ERROR.code), Callback.NOOP);
    }
  }
}
