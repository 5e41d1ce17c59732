package dev.penstock;

import dev.penstock.spi.Headers;
import java.time.Duration;

/**
 * Is told how streams go: for logs, metrics and traces. No call has any of what a stream carries,
 * nor a secret.
 *
 * <p>Calls come on the thread that reads the stream, but for {@link #ended}, which comes on the
 * thread that ended it, or on the reader's when that has returned from another call: calls for one
 * stream never overlap, and {@link #ended} is the last. They must not block. What a listener throws
 * is dropped: it can do a stream no harm.
 */
public interface StreamListener {

  /**
   * A request is being sent.
   *
   * @param stream the stream's number, unique in this process
   * @param request what is sent
   * @param attempt 1 for the first try
   */
  default void requestStarted(long stream, StreamRequest request, int attempt) {}

  /**
   * The head of a response is there, of whatever status.
   *
   * @param stream the stream's number
   * @param status the status code
   * @param headers the headers; their {@code toString} shows no secret
   */
  default void head(long stream, int status, Headers headers) {}

  /**
   * The first bytes of the body are there. Once a stream.
   *
   * @param stream the stream's number
   * @param metadata what is known
   */
  default void firstByte(long stream, StreamMetadata metadata) {}

  /**
   * The first event is delivered. Once a stream.
   *
   * @param stream the stream's number
   * @param metadata what is known
   */
  default void firstEvent(long stream, StreamMetadata metadata) {}

  /**
   * An attempt failed and another follows.
   *
   * @param stream the stream's number
   * @param attempt the attempt that failed
   * @param delay the wait before the next
   * @param reason what happened, in words
   */
  default void retry(long stream, int attempt, Duration delay, String reason) {}

  /**
   * The stream has ended. Once a stream, and the last call for it, but for one that is under way on
   * the reader's thread when another thread ends the stream.
   *
   * @param stream the stream's number
   * @param metadata what is known: the outcome, counts, usage and times
   */
  default void ended(long stream, StreamMetadata metadata) {}
}
