package dev.penstock.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The sockets and threads of a {@link ScriptedServer}: accepts connections, has them served, and
 * ends them all.
 */
final class Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BACKLOG = 4096;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket socket;
  private final int sendBuffer;
  private final @Nullable TlsMaterial tls;
  private final @Nullable Http2Gateway gateway;
  private final Ledger ledger;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("scripted-server-", 0).factory());
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Listens on 127.0.0.1; nothing is accepted yet.
   *
   * @param port the port; 0 for a free one
   * @param sendBuffer the {@code SO_SNDBUF} of connections; 0 for the system's
   * @param secure whether clients speak TLS
   * @param http2 whether clients speak HTTP/2
   * @param ledger is told of connections
   */
  Listener(int port, int sendBuffer, boolean secure, boolean http2, Ledger ledger) {
    this.sendBuffer = sendBuffer;
    this.ledger = ledger;
    tls = secure ? TlsMaterial.create() : null;
    try {
      socket = new ServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1", e);
    }
    gateway = http2 ? new Http2Gateway(port, tls, socket.getLocalPort()) : null;
  }

  /** Begins to accept connections of a server. */
  void start(ScriptedServer server) {
    threads.execute(() -> accept(server));
  }

  private void accept(ScriptedServer server) {
    var factory = tls == null || gateway != null ? null : tls.serverContext().getSocketFactory();
    for (int number = 1; !closed.get(); number++) {
      try {
        var accepted = socket.accept();
        setUp(accepted);
        serve(new ServerConnection(server, number, accepted, factory));
      } catch (IOException e) {
        if (!closed.get()) {
          ledger.failed(new IllegalStateException("cannot accept connections: " + e, e));
        }
        return;
      }
    }
  }

  private void setUp(Socket accepted) throws IOException {
    accepted.setTcpNoDelay(true);
    if (sendBuffer > 0) {
      accepted.setSendBufferSize(sendBuffer);
    }
  }

  private void serve(ServerConnection connection) {
    ledger.opened(connection);
    try {
      threads.execute(connection::answer);
      threads.execute(connection::read);
    } catch (RejectedExecutionException e) {
      connection.abort();
    }
    if (closed.get()) {
      connection.abort();
    }
  }

  String scheme() {
    return tls == null ? "http" : "https";
  }

  /** {@return the port that clients connect to} */
  int port() {
    return gateway == null ? scriptPort() : gateway.port();
  }

  /** {@return the port whose sockets carry what scripts write} */
  int scriptPort() {
    return socket.getLocalPort();
  }

  SSLContext clientContext() {
    if (tls == null) {
      throw new IllegalStateException("the server speaks no TLS: start it by builder().tls()");
    }
    return tls.clientContext();
  }

  /** {@return how many TCP connections clients have made} */
  int clientConnections() {
    return gateway == null ? ledger.connections().size() : gateway.connections();
  }

  boolean isClosed() {
    return closed.get();
  }

  /**
   * Closes everything at once, and waits until the threads have ended.
   *
   * @return false, and nothing was done, if that was called before
   */
  boolean close() {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    if (gateway != null) {
      gateway.close();
    }
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ledger.connections().forEach(ServerConnection::abort);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        ledger.failed(new IllegalStateException("a script goes on though interrupted"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
