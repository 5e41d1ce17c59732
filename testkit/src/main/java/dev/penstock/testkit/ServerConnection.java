package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.penstock.testkit.Step.After;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A TCP connection that a {@link ScriptedServer} accepted. Thread-safe. */
public final class ServerConnection {
  /*
   * Two virtual threads: the reader reads requests ahead, and so is always in a read that tells when the client leaves;
   * the other takes each request and gives its answer. `over` releases whatever a script waits for. Both threads done,
   * the connection is closed.
   */
  private final ScriptedServer server;
  private final int number;
  private final Socket socket;
  private final @Nullable SSLSocketFactory tls;
  private final LinkedBlockingQueue<Optional<Turn>> unanswered = new LinkedBlockingQueue<>();
  private final CompletableFuture<Instant> clientGone = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicBoolean endedHere = new AtomicBoolean();
  private final AtomicInteger threads = new AtomicInteger(2);

  /**
   * What is read and written; behind TLS, another than {@link #socket}. Set before the first
   * request is read.
   */
  private volatile Socket wire;

  ServerConnection(
      ScriptedServer server, int number, Socket socket, @Nullable SSLSocketFactory tls) {
    this.server = server;
    this.number = number;
    this.socket = socket;
    this.wire = socket;
    this.tls = tls;
  }

  /** {@return its number, from 1 in the order of acceptance} */
  public int number() {
    return number;
  }

  /**
   * {@return how many bytes the server managed to hand to the socket; behind TLS, before
   * encryption}
   */
  public long bytesWritten() {
    return bytesWritten.get();
  }

  /** {@return whether it is open: neither has the client left nor the server let go of it} */
  public boolean isOpen() {
    return !socket.isClosed();
  }

  /**
   * {@return what completes when the client closes or aborts its side, which is noticed at once,
   * whatever the script is doing} It completes exceptionally if this server aborts the connection
   * first.
   */
  public CompletableFuture<Instant> clientGone() {
    return clientGone.copy();
  }

  @Override
  public String toString() {
    return "connection "
        + number
        + (isOpen() ? ", open, " : ", closed, ")
        + bytesWritten
        + " bytes written";
  }

  // --- reading

  /** Reads to the connection's end; on a thread of its own. */
  void read() {
    try {
      if (tls != null) {
        handshake(tls);
      }
      var requests = new RequestReader(number, wire.getInputStream(), this::sendContinue);
      for (var request = requests.next(); request != null; request = requests.next()) {
        unanswered.add(Optional.of(new Turn(request, server.received(request))));
      }
    } catch (ProtocolException e) {
      server.failed(new IllegalStateException("connection " + number + ": " + e.getMessage(), e));
      abort();
    } catch (IOException e) {
      // The client reset the connection, or we did: told by what follows.
    } finally {
      if (endedHere.get()) {
        clientGone.cancel(/* mayInterruptIfRunning= */ false);
      } else {
        var now = Instant.now();
        clientGone.complete(now);
        server.clientLeft(now);
      }
      over.complete(null);
      unanswered.add(Optional.empty());
      threadEnded();
    }
  }

  private void handshake(SSLSocketFactory factory) throws IOException {
    var secure =
        (SSLSocket)
            factory.createSocket(
                socket,
                socket.getInetAddress().getHostAddress(),
                socket.getPort(),
                /* autoClose= */ true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    wire = secure;
  }

  private void sendContinue() {
    try {
      write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
    } catch (ConnectionOverException e) {
      // Found by the read that follows.
    }
  }

  // --- answering

  /** Answers request after request; on a thread of its own. */
  void answer() {
    try {
      for (var next = unanswered.take(); next.isPresent(); next = unanswered.take()) {
        var turn = next.get();
        var after = give(turn);
        if (after == After.NEXT_REQUEST && turn.request.wantsClose()) {
          after = After.DISCONNECT;
        }
        if (after != After.NEXT_REQUEST) {
          leave(after);
          break;
        }
      }
      over.join();
    } catch (InterruptedException e) {
      // The server is being closed.
    } finally {
      abort();
      threadEnded();
    }
  }

  private void threadEnded() {
    if (threads.decrementAndGet() == 0) {
      server.ended();
    }
  }

  private After give(Turn turn) throws InterruptedException {
    try {
      return new Performance(this, server.gate()).give(turn.answer.get());
    } catch (ConnectionOverException e) {
      return After.HOLD;
    } catch (Exception | AssertionError e) {
      if (e instanceof InterruptedException interrupted && over.isDone()) {
        throw interrupted;
      }
      server.failed(
          new IllegalStateException("the script for " + turn.request + " failed: " + e, e));
      return After.RESET;
    }
  }

  private void leave(After after) {
    switch (after) {
      case DISCONNECT -> finish();
      case RESET -> {
        try {
          socket.setSoLinger(true, 0);
        } catch (IOException e) {
          // Closed already.
        }
        abort();
      }
      case HOLD, NEXT_REQUEST -> {}
    }
  }

  /** Sends FIN. Our side is closed alone, for a full close with unread input would send RST. */
  private void finish() {
    try {
      if (tls != null) {
        wire.shutdownOutput();
      }
      socket.shutdownOutput();
    } catch (IOException e) {
      // The client was faster.
    }
  }

  /** A request and what makes its answer. */
  private record Turn(ReceivedRequest request, Supplier<Answer> answer) {}

  // --- what scripts and the server use

  /** Completes when nothing more can be said: the client is gone, or the server closed. */
  CompletableFuture<Void> over() {
    return over;
  }

  void write(byte[] bytes) throws ConnectionOverException {
    if (over.isDone()) {
      throw new ConnectionOverException();
    }
    try {
      var out = wire.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new ConnectionOverException(e);
    }
    bytesWritten.addAndGet(bytes.length);
    server.wrote(bytes.length);
  }

  void pause(Duration duration) throws InterruptedException, ConnectionOverException {
    if (duration.isZero()) {
      return;
    }
    try {
      over.get(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return;
    } catch (ExecutionException e) {
      throw new AssertionError("never fails", e);
    }
    throw new ConnectionOverException();
  }

  /** Closes it at once, from any thread. */
  void abort() {
    if (!clientGone.isDone()) {
      endedHere.set(true);
    }
    over.complete(null);
    try {
      // Not the TLS socket, whose close would wait for a blocked write.
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
