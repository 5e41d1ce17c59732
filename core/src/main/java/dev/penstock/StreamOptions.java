package dev.penstock;

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
 * @param keepPartial whether what was delivered is kept for {@link StreamException#partial()} and
 *     {@link EventStream#completion()}
 * @param unknownEvents whether {@link StreamEvent.Unknown} events are delivered
 */
public record StreamOptions(
    Timeouts timeouts,
    Limits limits,
    RetryPolicy retry,
    boolean keepPartial,
    boolean unknownEvents) {

  /** The defaults: those of each part, partial results kept, unknown events left out. */
  public static final StreamOptions DEFAULT =
      new StreamOptions(
          Timeouts.DEFAULT,
          Limits.DEFAULT,
          RetryPolicy.DEFAULT,
          /* keepPartial= */ true,
          /* unknownEvents= */ false);

  /**
   * {@return these with other timeouts}
   *
   * @param timeouts how long to wait
   */
  public StreamOptions withTimeouts(Timeouts timeouts) {
    return new StreamOptions(timeouts, limits, retry, keepPartial, unknownEvents);
  }

  /**
   * {@return these with other limits}
   *
   * @param limits how large things may grow
   */
  public StreamOptions withLimits(Limits limits) {
    return new StreamOptions(timeouts, limits, retry, keepPartial, unknownEvents);
  }

  /**
   * {@return these with another rule for retries}
   *
   * @param retry when to send a request again
   */
  public StreamOptions withRetry(RetryPolicy retry) {
    return new StreamOptions(timeouts, limits, retry, keepPartial, unknownEvents);
  }

  /**
   * {@return these with partial results kept or not}
   *
   * @param keep whether to keep them
   */
  public StreamOptions withKeepPartial(boolean keep) {
    return new StreamOptions(timeouts, limits, retry, keep, unknownEvents);
  }

  /**
   * {@return these with unknown events delivered or not}
   *
   * @param deliver whether to deliver them
   */
  public StreamOptions withUnknownEvents(boolean deliver) {
    return new StreamOptions(timeouts, limits, retry, keepPartial, deliver);
  }
}
