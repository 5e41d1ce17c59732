package dev.penstock;

import dev.penstock.StreamTimeoutException.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of one stream. They add up the time spent waiting for the server and nothing else, so
 * no timer and no thread is needed: whoever waits waits no longer than {@link #left}, and says
 * afterwards how long it was.
 *
 * <p>Confined to the reading thread.
 */
final class Clocks {
  private final Timeouts timeouts;

  private long waited;
  private long waitedForBytes;
  private long waitedForEvent;

  Clocks(Timeouts timeouts) {
    this.timeouts = timeouts;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  /** Is told that bytes came. */
  void bytesCame() {
    waitedForBytes = 0;
  }

  /** Is told that an event came. */
  void eventCame() {
    waitedForEvent = 0;
  }

  /** Is told that another attempt begins: only the total goes on. */
  void attemptBegins() {
    waitedForBytes = 0;
    waitedForEvent = 0;
  }

  /** Is told of a wait in the body. */
  void waited(long nanos) {
    waited += nanos;
    waitedForBytes += nanos;
    waitedForEvent += nanos;
  }

  /** Is told of a wait that only the total counts: for the head, or between two attempts. */
  void waitedOutsideBody(long nanos) {
    waited += nanos;
  }

  /** {@return what is left of the total, in nanoseconds} */
  long totalLeft() {
    return left(timeouts.total(), waited);
  }

  /** {@return how long to wait for the head at most} */
  long headLeft(long waitedForHead) {
    return Math.min(left(timeouts.head(), waitedForHead), totalLeft());
  }

  /**
   * {@return how long to wait in the body at most}
   *
   * @param lingering whether a finish reason is there and no mark of the end
   */
  long left(boolean lingering) {
    long left = Math.min(left(timeouts.idle(), waitedForBytes), totalLeft());
    left = Math.min(left, left(timeouts.stalled(), waitedForEvent));
    return lingering ? Math.min(left, left(timeouts.linger(), waitedForEvent)) : left;
  }

  /** {@return whether the time is up that a stream with a finish reason is given} */
  boolean lingered() {
    return left(timeouts.linger(), waitedForEvent) == 0;
  }

  /** {@return the clock of the body that has run out, null if none has} */
  @Nullable Clock expired() {
    if (totalLeft() == 0) {
      return Clock.TOTAL;
    }
    if (left(timeouts.idle(), waitedForBytes) == 0) {
      return Clock.IDLE;
    }
    return left(timeouts.stalled(), waitedForEvent) == 0 ? Clock.STALLED : null;
  }

  /** {@return the fault of a clock that has run out} */
  Fault fault(Clock clock) {
    var limit =
        switch (clock) {
          case CONNECT -> timeouts.connect();
          case HEAD -> timeouts.head();
          case IDLE -> timeouts.idle();
          case STALLED -> timeouts.stalled();
          case TOTAL -> timeouts.total();
        };
    return new Fault.Timeout(clock, limit, null);
  }

  private static long left(Duration limit, long waited) {
    long nanos = Durations.nanos(limit);
    return nanos == Long.MAX_VALUE ? nanos : Math.max(0, nanos - waited);
  }
}
