package dev.penstock;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a stream, at one moment.
 *
 * @param outcome how it ended, if it has
 * @param status the response's status code, 0 while there is none
 * @param model the model that answers, as the provider names it; null while unknown
 * @param responseId the provider's id of the answer; null while unknown
 * @param usage the tokens used, as far as known
 * @param finishReason why the model stopped; null while unknown
 * @param rawFinishReason the provider's own word for it; null while unknown
 * @param events how many events were delivered
 * @param bytes how many bytes of the body were received
 * @param attempts how many requests were sent for it, 1 without retries
 * @param timings how long things took
 */
public record StreamMetadata(
    Outcome outcome,
    int status,
    @Nullable String model,
    @Nullable String responseId,
    Usage usage,
    @Nullable FinishReason finishReason,
    @Nullable String rawFinishReason,
    long events,
    long bytes,
    int attempts,
    Timings timings) {

  /** Of a stream of which nothing is known. */
  static final StreamMetadata NONE =
      new StreamMetadata(
          Outcome.OPEN,
          0,
          null,
          null,
          Usage.NONE,
          null,
          null,
          0,
          0,
          0,
          new Timings(null, null, null, null));

  /**
   * Times since the stream was asked for; each null until it was reached.
   *
   * @param head when the response's head was there
   * @param firstByte when the first bytes of the body were
   * @param firstEvent when the first event was
   * @param end when the stream ended
   */
  public record Timings(
      @Nullable Duration head,
      @Nullable Duration firstByte,
      @Nullable Duration firstEvent,
      @Nullable Duration end) {}
}
