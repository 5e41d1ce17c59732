package dev.penstock.backend.jdk;

import dev.penstock.backend.jdk.Arrival.Bytes;
import dev.penstock.backend.jdk.Arrival.Failed;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.ResponseHead;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, whose body one virtual thread takes from the client and puts into a
 * bounded queue.
 */
final class JdkExchange implements Exchange {
  /*
   *     HttpClient ──onNext──> Inflow ──Arrival──> filler ──Delivery──> ChunkQueue ──poll──> reader
   *     its threads            never blocks        one virtual thread   bounded in bytes     the caller
   *                <──────── request(1) ──────────
   *
   * The filler takes arrivals one at a time: it copies the bytes of one into buffers of the pool, waiting for room in the
   * queue if need be, and only then asks the client for more. So the client's threads never wait, and beside the queue
   * there is no more than one arrival (the client's, one socket read) in the process. While nothing comes no buffer is
   * held.
   *
   * Over HTTP/2 the client reads up to its flow-control window by itself, and lets the server send more when the filler
   * has taken some. So that window is the queue there: the filler asks for more when the reader has taken everything,
   * lest the process hold both.
   *
   * Whoever begins the exchange sends the request, which the client does without waiting; it saves starting the filler
   * first (jmh/bench first-event).
   *
   * States: begun ─head─> answered ─END─> read │ broken, and from each of them ─close─> closed. The head, its failure
   * and the closing compete for the future `head`; END, failure and closing are deliveries of the queue.
   *
   * Closing, from any thread, and never waiting: `closedBecause` is set first, then all that may wait is woken (the
   * filler by an arrival and by room in the queue, the reader by the head's future and by a delivery), then the connection
   * is given up: by the subscription, or, where there is none yet, by the future of the response. A subscription that
   * comes later finds the exchange closed and is cancelled by Inflow. Once the body is complete nothing is cancelled, and
   * the connection stays with the client for reuse.
   *
   * Reader's own: outcome.
   */
  private final HttpRequest request;
  private final Origin origin;
  private final Clients.Lease lease;
  private final ChunkQueue queue;
  private final Inflow inflow;
  private final Consumer<JdkExchange> whenOver;
  private final CompletableFuture<ResponseHead> head = new CompletableFuture<>();
  private final AtomicReference<@Nullable String> closedBecause = new AtomicReference<>();
  private volatile @Nullable CompletableFuture<?> response;
  private @Nullable Delivery outcome;

  /**
   * Makes an exchange that has sent nothing.
   *
   * @param request what to send
   * @param lease has the client to send it by; the filling thread ends it
   * @param queue takes the body
   * @param whenOver is told when the exchange was closed or read to its end, perhaps more than once
   */
  JdkExchange(
      HttpRequest request, Clients.Lease lease, ChunkQueue queue, Consumer<JdkExchange> whenOver) {
    this.request = request;
    this.origin = Origin.of(request.uri());
    this.lease = lease;
    this.queue = queue;
    this.whenOver = whenOver;
    this.inflow = new Inflow(head, () -> closedBecause.get() != null);
  }

  // --- the thread that begins it

  /** Sends the request, without waiting for anything. */
  void send() {
    try {
      send(lease.client());
    } catch (RuntimeException e) {
      inflow.onError(e);
    }
  }

  private void send(HttpClient client) {
    var sent = client.sendAsync(request, inflow);
    response = sent;
    if (closedBecause.get() != null) {
      giveUp();
    }
    // Not the future that is cancelled: not every client passes that on.
    var unused =
        sent.whenComplete((answer, failure) -> {
          if (failure != null) {
            inflow.onError(failure);
          }
        });
  }

  // --- the filling thread

  /** Fills the queue with the answer, until the body ends or the exchange is closed. */
  void run() {
    try {
      fill();
    } catch (InterruptedException | RuntimeException e) {
      fail(e);
    } catch (Error e) {
      fail(e);
      throw e;
    } finally {
      lease.close();
    }
  }

  private void fill() throws InterruptedException {
    while (true) {
      switch (inflow.take()) {
        case Bytes(var buffers) -> {
          if (!queue.put(buffers)) {
            return;
          }
          if (inflow.hasWindow()) {
            queue.awaitEmpty();
          }
          inflow.request();
        }
        case Failed(var cause) -> {
          fail(cause);
          return;
        }
        case Arrival.Mark mark -> {
          if (mark == Arrival.Mark.COMPLETE) {
            queue.end();
          }
          return;
        }
      }
    }
  }

  private void fail(Throwable cause) {
    var failure = origin.failure(cause, /* inBody= */ head.isDone());
    head.completeExceptionally(failure);
    queue.fail(failure);
  }

  // --- the reader

  @Override
  public @Nullable ResponseHead awaitHead(long nanos) throws IOException, InterruptedException {
    checkUsable();
    try {
      return head.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      checkUsable();
      throw (IOException) e.getCause();
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  @Override
  public BodyRead read(long nanos) throws IOException, InterruptedException {
    checkUsable();
    try {
      var next = outcome == null ? queue.poll(nanos) : outcome;
      return switch (next) {
        case null -> BodyRead.Signal.TIMED_OUT;
        case PooledChunk chunk -> chunk;
        case Delivery.Broken(var failure) -> {
          outcome = next;
          throw failure;
        }
        case Delivery.Mark mark -> {
          checkUsable();
          outcome = mark;
          whenOver.accept(this);
          yield BodyRead.Signal.END;
        }
      };
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  private void checkUsable() throws IOException, InterruptedException {
    var why = closedBecause.get();
    if (why != null) {
      throw new IOException(why);
    }
    if (Thread.interrupted()) {
      close();
      throw new InterruptedException();
    }
  }

  // --- any thread

  @Override
  public void close() {
    close("the exchange was closed");
  }

  /** Closes it for a reason. */
  void close(String why) {
    if (closedBecause.compareAndSet(null, why)) {
      inflow.close();
      queue.close();
      head.completeExceptionally(new IOException(why));
      giveUp();
      whenOver.accept(this);
    }
  }

  private void giveUp() {
    var sent = response;
    if (!inflow.cancel() && sent != null) {
      sent.cancel(/* mayInterruptIfRunning= */ true);
    }
  }
}
