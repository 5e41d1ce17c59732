package dev.penstock.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waiting for what must come to pass. */
final class Eventually {
  /** How long a test waits for what should be there in milliseconds, on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long STEADY = TimeUnit.MILLISECONDS.toNanos(400);

  private Eventually() {}

  /**
   * Waits until something holds.
   *
   * @param what what should hold, for people
   * @throws AssertionError if it does not in time
   */
  static void holds(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  /** Waits until a number has not changed for a while, and returns it. */
  static long steady(LongSupplier number) {
    long[] last = {number.getAsLong(), System.nanoTime()};
    holds(
        "a number that stays",
        () -> {
          long now = number.getAsLong();
          if (now != last[0]) {
            last[0] = now;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] >= STEADY;
        });
    return last[0];
  }
}
