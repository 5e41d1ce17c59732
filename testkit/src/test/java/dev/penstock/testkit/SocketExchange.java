package dev.penstock.testkit;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.ResponseHead;
import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a {@link SocketBackend}: each thing it waits for is done by a virtual thread, so
 * that a wait can end.
 */
final class SocketExchange implements Exchange {
  /*
   * At most one virtual thread works at a time: on the head, then on one read after the other. `connection` is written
   * before it is used for anything that blocks, and looked at after `closed` was set; so it is closed by one of the two.
   */
  private final SocketBackend backend;
  private final BackendRequest request;
  private final CompletableFuture<ResponseHead> head = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable SocketConnection connection;
  private @Nullable CompletableFuture<BodyRead> reading;
  private boolean ended;

  SocketExchange(SocketBackend backend, BackendRequest request) {
    this.backend = backend;
    this.request = request;
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> void work(CompletableFuture<T> outcome, Work<T> work) {
    Thread.ofVirtual()
        .name("socket-exchange")
        .start(() -> {
          try {
            outcome.complete(work.run());
          } catch (IOException | RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        });
  }

  void start() {
    work(head, this::exchangeHeads);
  }

  private ResponseHead exchangeHeads() throws IOException {
    var reused = backend.takeIdle(request.uri());
    var fresh = reused == null ? new SocketConnection() : reused;
    connection = fresh;
    if (closed.get()) {
      fresh.close();
    }
    if (reused == null) {
      connect(fresh);
    }
    try {
      fresh.send(request);
      return fresh.readHead();
    } catch (ProtocolException | IllegalArgumentException e) {
      throw new TransportException(Phase.HEAD, "the answer is no HTTP", e);
    } catch (IOException e) {
      throw new TransportException(Phase.HEAD, "the connection was lost before the answer", e);
    }
  }

  private void connect(SocketConnection fresh) throws IOException {
    try {
      fresh.connect(request);
    } catch (SocketTimeoutException e) {
      throw new TransportException(Phase.CONNECT_TIMEOUT, "no connection in time", e);
    } catch (UnknownHostException e) {
      throw new TransportException(Phase.CONNECT, "the host is not known", e);
    } catch (IOException e) {
      throw new TransportException(Phase.CONNECT, "could not connect", e);
    }
  }

  @Override
  public @Nullable ResponseHead awaitHead(long nanos) throws IOException, InterruptedException {
    return await(head, nanos);
  }

  @Override
  public BodyRead read(long nanos) throws IOException, InterruptedException {
    if (ended && !closed.get()) {
      return BodyRead.Signal.END;
    }
    if (reading == null) {
      reading = new CompletableFuture<>();
      work(reading, this::readBody);
    }
    var read = await(reading, nanos);
    if (read == null) {
      return BodyRead.Signal.TIMED_OUT;
    }
    reading = null;
    ended = read == BodyRead.Signal.END;
    return read;
  }

  private BodyRead readBody() throws IOException {
    var current = connection;
    if (current == null) {
      throw new IllegalStateException("read before the head");
    }
    try {
      var bytes = current.readBody();
      return bytes == null ? BodyRead.Signal.END : Chunk.of(ByteBuffer.wrap(bytes));
    } catch (IOException | NumberFormatException e) {
      throw new TransportException(Phase.BODY, "the body broke off", e);
    }
  }

  private <T> @Nullable T await(CompletableFuture<T> outcome, long nanos)
      throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      var done = closed.get() ? null : outcome.get(nanos, TimeUnit.NANOSECONDS);
      if (!closed.get()) {
        return done;
      }
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      if (!closed.get()) {
        throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
      }
    }
    throw new IOException("the exchange was closed");
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    backend.ended(this);
    head.completeExceptionally(new IOException("closed"));
    var current = connection;
    if (current != null) {
      if (ended && current.isReusable()) {
        backend.giveIdle(request.uri(), current);
      } else {
        current.close();
      }
    }
  }
}
