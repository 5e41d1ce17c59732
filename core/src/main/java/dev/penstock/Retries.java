package dev.penstock;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Says whether a request is sent again, and when. Thread-safe if its source of randomness is. */
final class Retries {
  private final RandomGenerator random;

  Retries(RandomGenerator random) {
    this.random = random;
  }

  /**
   * {@return how long to wait before the next attempt, or null if there is to be none}
   *
   * @param policy how often and how long
   * @param attempts how many there were, at least 1
   * @param fault what happened to the last one
   */
  @Nullable Duration delay(RetryPolicy policy, int attempts, Fault fault) {
    if (!fault.retryable() || attempts > policy.maxRetries()) {
      return null;
    }
    var asked = fault.retryAfter();
    if (asked != null) {
      return asked.compareTo(policy.maxRetryAfter()) <= 0 ? asked : null;
    }
    long longest = Durations.nanos(policy.maxDelay());
    long nanos = Durations.nanos(policy.firstDelay());
    for (int i = 1; i < attempts && nanos < longest; i++) {
      nanos *= 2;
    }
    nanos = Math.min(nanos, longest);
    return Duration.ofNanos(nanos - (long) (random.nextDouble() * 0.5 * nanos));
  }
}
