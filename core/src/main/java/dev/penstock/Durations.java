package dev.penstock;

import java.time.Duration;

/** Durations in nanoseconds and in words. */
final class Durations {
  private Durations() {}

  /** {@return nanoseconds, {@link Long#MAX_VALUE} for what is longer than they can say} */
  static long nanos(Duration duration) {
    return duration.compareTo(Timeouts.OFF) >= 0 ? Long.MAX_VALUE : duration.toNanos();
  }

  /** {@return a duration as people write it: {@code 30 s}, {@code 1.5 s}, {@code 250 ms}} */
  static String show(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
  }
}
