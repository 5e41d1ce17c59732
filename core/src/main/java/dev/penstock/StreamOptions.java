package dev.penstock;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be set for a client and for each call.
 *
 * {@snippet :
 * request.withOptions(options -> options.withTimeouts(Timeouts.DEFAULT.withIdle(Duration.ofSeconds(20))));
 * }
 *
 * @param timeouts how long to wait
 * @param limits how large things may grow
 * @param retry when to send a request again
 * @param maxRedirects how many redirects to follow; 0. To another origin go no headers but those
 *     known to be harmless
 * @param keepPartial whether what was delivered is kept for {@link StreamException#partial()} and
 *     {@link EventStream#completion()}
 * @param unknownEvents whether {@link StreamEvent.Unknown} events are delivered
 * @param listeners who is told how streams go
 */
public record StreamOptions(
    Timeouts timeouts,
    Limits limits,
    RetryPolicy retry,
    int maxRedirects,
    boolean keepPartial,
    boolean unknownEvents,
    List<StreamListener> listeners) {

  /**
   * The defaults: those of each part, no redirects, partial results kept, unknown events left out,
   * no listener.
   */
  public static final StreamOptions DEFAULT =
      new StreamOptions(
          Timeouts.DEFAULT,
          Limits.DEFAULT,
          RetryPolicy.DEFAULT,
          /* maxRedirects= */ 0,
          /* keepPartial= */ true,
          /* unknownEvents= */ false,
          List.of());

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the number of redirects is negative
   */
  public StreamOptions {
    if (maxRedirects < 0) {
      throw new IllegalArgumentException("maxRedirects must not be negative: " + maxRedirects);
    }
    listeners = List.copyOf(listeners);
  }

  /**
   * {@return these with other timeouts}
   *
   * @param limits how long to wait
   */
  public StreamOptions withTimeouts(Timeouts limits) {
    return new StreamOptions(
        limits, this.limits, retry, maxRedirects, keepPartial, unknownEvents, listeners);
  }

  /**
   * {@return these with other limits}
   *
   * @param bounds how large things may grow
   */
  public StreamOptions withLimits(Limits bounds) {
    return new StreamOptions(
        timeouts, bounds, retry, maxRedirects, keepPartial, unknownEvents, listeners);
  }

  /**
   * {@return these with another rule for retries}
   *
   * @param policy when to send a request again
   */
  public StreamOptions withRetry(RetryPolicy policy) {
    return new StreamOptions(
        timeouts, limits, policy, maxRedirects, keepPartial, unknownEvents, listeners);
  }

  /**
   * {@return these with redirects followed, or not}
   *
   * @param most how many to follow; 0 for none
   */
  public StreamOptions withMaxRedirects(int most) {
    return new StreamOptions(timeouts, limits, retry, most, keepPartial, unknownEvents, listeners);
  }

  /**
   * {@return these with partial results kept or not}
   *
   * @param keep whether to keep them
   */
  public StreamOptions withKeepPartial(boolean keep) {
    return new StreamOptions(timeouts, limits, retry, maxRedirects, keep, unknownEvents, listeners);
  }

  /**
   * {@return these with unknown events delivered or not}
   *
   * @param deliver whether to deliver them
   */
  public StreamOptions withUnknownEvents(boolean deliver) {
    return new StreamOptions(
        timeouts, limits, retry, maxRedirects, keepPartial, deliver, listeners);
  }

  /**
   * {@return these with one more listener}
   *
   * @param listener who is to be told how streams go
   */
  public StreamOptions withListener(StreamListener listener) {
    var more = new ArrayList<>(listeners);
    more.add(listener);
    return new StreamOptions(
        timeouts, limits, retry, maxRedirects, keepPartial, unknownEvents, more);
  }
}
