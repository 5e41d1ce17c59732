package dev.penstock.backend.jdk;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes a request's body in slices. The JDK's own publishers copy it, and keep the copy or a
 * buffer of 16 KiB for as long as the response lasts.
 *
 * @param bytes the body, whose position is left alone
 */
record RequestBody(ByteBuffer bytes) implements BodyPublisher {
  /**
   * As the JDK's own publishers do; for a channel copies what it is given to write out of the heap.
   */
  private static final int SLICE = 16 << 10;

  @Override
  public long contentLength() {
    return bytes.remaining();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Sending(subscriber, bytes.duplicate()));
  }

  /** One sending of the body. */
  private static final class Sending implements Subscription {
    private final Subscriber<? super ByteBuffer> subscriber;
    private final ByteBuffer rest;

    /** What was asked for and not given. Who raises it from zero gives, until it is zero again. */
    private final AtomicLong wanted = new AtomicLong();

    private volatile boolean over;

    Sending(Subscriber<? super ByteBuffer> subscriber, ByteBuffer rest) {
      this.subscriber = subscriber;
      this.rest = rest;
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        over = true;
        subscriber.onError(new IllegalArgumentException("asked for " + n + " pieces of a body"));
      } else if (wanted.getAndAccumulate(n, Sending::sum) == 0) {
        give();
      }
    }

    private static long sum(long wanted, long more) {
      long sum = wanted + more;
      return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private void give() {
      do {
        if (over) {
          return;
        }
        int length = Math.min(SLICE, rest.remaining());
        var slice = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        subscriber.onNext(slice);
        if (!rest.hasRemaining()) {
          over = true;
          subscriber.onComplete();
        }
      } while (wanted.decrementAndGet() > 0);
    }

    @Override
    public void cancel() {
      over = true;
    }
  }
}
