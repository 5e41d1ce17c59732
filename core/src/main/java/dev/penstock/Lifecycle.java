package dev.penstock;

import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stream that other threads may touch: how it ended, who reads it, the exchange to
 * close and the chunk to give back.
 *
 * <p>It knows nothing of the stream itself, so that it can outlive a stream that was dropped
 * without being closed.
 */
final class Lifecycle {
  /*
   * Outcome: OPEN --end--> COMPLETED | INCOMPLETE | FAILED | CANCELLED. The first cause wins, by one compare-and-set,
   * before anything is closed: the socket error that our own close() causes finds the outcome decided.
   *
   * Exchange: whoever attaches one writes it and then looks at the outcome; whoever ends writes the outcome and then
   * looks at the exchange. So an exchange that is attached while the stream is being closed is closed by one of them.
   *
   * Inside: NOBODY at most times; the READER while it pulls; whoever ends the stream, while TIDYING. What only the reader
   * may touch, the chunk too, is touched by whoever is inside. Who leaves looks at the outcome afterwards, who ends looks
   * who is inside afterwards: so one of them tidies. That never waits for anything, so a reader who comes meanwhile does.
   */
  private enum Inside {
    NOBODY,
    READER,
    TIDYING
  }

  private final AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.OPEN);
  private final AtomicReference<Inside> inside = new AtomicReference<>(Inside.NOBODY);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Cancellation> cancellations;
  private final Meter meter;
  private final AtomicReference<@Nullable Exchange> exchange = new AtomicReference<>();
  private @Nullable Chunk lent;

  /**
   * Makes that of a new stream.
   *
   * @param meter is told when the stream has ended
   * @param cancellations know it until the stream has ended; they may have been cancelled before
   */
  Lifecycle(Meter meter, List<Cancellation> cancellations) {
    this.meter = meter;
    this.cancellations = cancellations;
  }

  /** Lets the cancellations know of it. To be called once. */
  void register() {
    cancellations.forEach(each -> each.add(this));
  }

  Outcome outcome() {
    return outcome.get();
  }

  boolean isOpen() {
    return outcome.get() == Outcome.OPEN;
  }

  /** Ends the stream, unless it has ended. Returns whether this was its end. */
  boolean end(Outcome how) {
    if (!outcome.compareAndSet(Outcome.OPEN, how)) {
      return false;
    }
    meter.end(how);
    cancellations.forEach(each -> each.remove(this));
    ended.countDown();
    return true;
  }

  /** Takes the exchange that is now to be closed with the stream. */
  void attach(Exchange next) {
    exchange.set(next);
    if (!isOpen()) {
      closeExchange();
    }
  }

  /** Closes the exchange, if there is one that is not closed yet. */
  void closeExchange() {
    var current = exchange.getAndSet(null);
    if (current != null) {
      current.close();
    }
  }

  /**
   * Ends the stream as cancelled, if it has not ended, and gives back what it holds. Returns
   * whether it was open.
   */
  boolean cancel() {
    boolean wasOpen = end(Outcome.CANCELLED);
    if (tryTidy()) {
      release();
      leave();
    }
    closeExchange();
    return wasOpen;
  }

  /** Takes the chunk that is to be given back. For whoever is inside. */
  void lend(Chunk chunk) {
    assert lent == null : "one chunk at a time";
    lent = chunk;
  }

  /** Gives the chunk back, if there is one. For whoever is inside. */
  void release() {
    var last = lent;
    if (last != null) {
      lent = null;
      last.release();
    }
  }

  /**
   * Makes the current thread the one that reads.
   *
   * @throws IllegalStateException if another one does
   */
  @SuppressWarnings("ThreadPriorityCheck")
  void enter() {
    while (true) {
      switch (inside.compareAndExchange(Inside.NOBODY, Inside.READER)) {
        case NOBODY -> {
          return;
        }
        case READER ->
            throw new IllegalStateException(
                "a stream is read by one thread at a time: another one is reading it");
        // Not a mere spin: the other thread may be a virtual one that waits for this one's carrier.
        case TIDYING -> Thread.yield();
      }
    }
  }

  /** Enters to give back what the stream holds, if nobody is inside. Returns whether it did. */
  boolean tryTidy() {
    return inside.compareAndSet(Inside.NOBODY, Inside.TIDYING);
  }

  void leave() {
    inside.set(Inside.NOBODY);
  }

  /** Waits until the stream has ended. Returns whether it has. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    // What is not waited for can't be interrupted.
    return ended.getCount() == 0 || ended.await(nanos, TimeUnit.NANOSECONDS);
  }
}
