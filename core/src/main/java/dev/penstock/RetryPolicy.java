package dev.penstock;

import java.time.Duration;

/**
 * When a request is sent again. Only ever before the first event was delivered: after a connection
 * failed, after status 408, 429 or 5xx, and after an error that a provider sent as the first thing
 * in a stream.
 *
 * <p>A server's {@code Retry-After} is kept to. Without one the wait doubles from retry to retry,
 * and each is shortened at random by up to half.
 *
 * @param maxRetries how often to send it again; 2. 0 switches retries off
 * @param firstDelay the wait before the first retry; 500 ms
 * @param maxDelay the longest wait; 8 s
 * @param maxRetryAfter the longest {@code Retry-After} to keep to; a longer one is a failure at
 *     once; 60 s
 */
public record RetryPolicy(
    int maxRetries, Duration firstDelay, Duration maxDelay, Duration maxRetryAfter) {

  /** The defaults, as named above. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(2, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofSeconds(60));

  /** No retries. */
  public static final RetryPolicy NONE = DEFAULT.withMaxRetries(0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public RetryPolicy {
    if (maxRetries < 0) {
      throw new IllegalArgumentException("maxRetries must not be negative: " + maxRetries);
    }
    if (firstDelay.isNegative() || maxDelay.isNegative() || maxRetryAfter.isNegative()) {
      throw new IllegalArgumentException("a retry's delay must not be negative");
    }
  }

  /**
   * {@return this with another number of retries}
   *
   * @param retries how often to send a request again; 0 switches retries off
   */
  public RetryPolicy withMaxRetries(int retries) {
    return new RetryPolicy(retries, firstDelay, maxDelay, maxRetryAfter);
  }
}
