package dev.penstock.backend.jetty;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread wait for what others tell, by parking.
 *
 * <p>The waiting thread {@linkplain #enter() enters} before it looks whether there is anything to
 * wait for; others change what it looks at and then {@linkplain #wake() wake}. Both sides write a
 * volatile before they read the other's, so no wake is lost. Wakes may be spurious.
 */
final class Waiter {
  private volatile @Nullable Thread thread;

  /** Makes the current thread the one that is woken. */
  void enter() {
    thread = Thread.currentThread();
  }

  /** Ends what {@link #enter()} began. */
  void leave() {
    thread = null;
  }

  /**
   * Waits for a wake, an interrupt (kept) or the time to pass.
   *
   * @param nanos how long at most; {@link Long#MAX_VALUE} for as long as it takes
   */
  void park(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
  }

  /** Wakes the thread that waits, or lets its next wait return at once. */
  void wake() {
    LockSupport.unpark(thread);
  }
}
