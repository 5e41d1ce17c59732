package dev.penstock.backend.jdk;

import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the HttpClient hands over a response: the head to whoever waits for it, the body to the
 * filling thread, as much at a time as was asked for. Never blocks the client's threads.
 */
final class Inflow implements BodyHandler<Inflow>, BodySubscriber<Inflow> {
  /*
   * Made before the request is sent, so that there is no moment at which a response has come and nobody can cancel it.
   *
   * A subscription that is made while the exchange is being closed is cancelled by one of the two, for onSubscribe writes
   * `subscription` and then looks whether the exchange is closed; close() does it the other way round.
   *
   * At most one piece of the body arrives for each request(1), then one end; a failure may be told twice (by the
   * subscriber and by the response's future), and one more after cancel(): the filling thread takes the first and is gone.
   */
  private final CompletableFuture<ResponseHead> head;
  private final BooleanSupplier closed;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private volatile @Nullable Subscription subscription;
  private volatile boolean window;
  private volatile boolean complete;

  /**
   * Makes one.
   *
   * @param head is completed with the head
   * @param closed tells whether the exchange is closed
   */
  Inflow(CompletableFuture<ResponseHead> head, BooleanSupplier closed) {
    this.head = head;
    this.closed = closed;
  }

  // --- on the client's threads

  @Override
  public BodySubscriber<Inflow> apply(ResponseInfo info) {
    window = info.version() == Version.HTTP_2;
    head.complete(new ResponseHead(info.statusCode(), Headers.received(info.headers().map())));
    return this;
  }

  /** Is complete from the beginning, so that the client holds no one up for the body's sake. */
  @Override
  public CompletionStage<Inflow> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    if (closed.getAsBoolean()) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    arrivals.add(new Arrival.Bytes(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    arrivals.add(new Arrival.Failed(cause));
  }

  @Override
  public void onComplete() {
    complete = true;
    arrivals.add(Arrival.Mark.COMPLETE);
  }

  // --- on the filling thread

  /** Waits for the next arrival. */
  Arrival take() throws InterruptedException {
    return arrivals.take();
  }

  /** {@return whether the client reads ahead by itself, up to a flow-control window} */
  boolean hasWindow() {
    return window;
  }

  /** Asks for the next piece of the body. */
  void request() {
    var current = subscription;
    if (current != null) {
      current.request(1);
    }
  }

  // --- on any thread

  /** Ends the filling thread. */
  void close() {
    arrivals.add(Arrival.Mark.CLOSED);
  }

  /**
   * Gives the connection up unless the body is complete. Returns false if there is no subscription
   * to do it by.
   */
  boolean cancel() {
    var current = subscription;
    if (current != null && !complete) {
      current.cancel();
    }
    return current != null || complete;
  }
}
