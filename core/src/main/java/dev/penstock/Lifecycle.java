package dev.penstock;

import dev.penstock.spi.Exchange;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stream that other threads may touch: how it ended, who reads it, and the exchange
 * to close.
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
   * Reader: the thread inside the stream, none at most times. What only the reader may touch is touched by whoever holds
   * this, also when closing.
   */
  private final AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.OPEN);
  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Consumer<Outcome> whenEnded;
  private volatile @Nullable Exchange exchange;

  /**
   * Makes that of a new stream.
   *
   * @param registry holds it until the stream has ended
   * @param meter is told when the stream has ended
   */
  Lifecycle(Set<Lifecycle> registry, Meter meter) {
    this.whenEnded =
        how -> {
          meter.end(how);
          registry.remove(this);
        };
    registry.add(this);
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
    whenEnded.accept(how);
    ended.countDown();
    return true;
  }

  /** Takes the exchange that is now to be closed with the stream. */
  void attach(Exchange next) {
    exchange = next;
    if (!isOpen()) {
      next.close();
    }
  }

  /** Closes the exchange, if there is one. */
  void closeExchange() {
    var current = exchange;
    if (current != null) {
      current.close();
    }
  }

  /**
   * Ends the stream as cancelled, if it has not ended, and closes its exchange. Returns whether it
   * was open.
   */
  boolean cancel() {
    boolean wasOpen = end(Outcome.CANCELLED);
    closeExchange();
    return wasOpen;
  }

  /**
   * Makes the current thread the one that reads.
   *
   * @throws IllegalStateException if another one does
   */
  void enter() {
    if (!tryEnter()) {
      throw new IllegalStateException(
          "a stream is read by one thread at a time: another one is reading it");
    }
  }

  boolean tryEnter() {
    return reader.compareAndSet(null, Thread.currentThread());
  }

  void leave() {
    reader.set(null);
  }

  /** Waits until the stream has ended. Returns whether it has. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }
}
