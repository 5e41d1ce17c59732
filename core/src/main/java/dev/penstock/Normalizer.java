package dev.penstock;

import dev.penstock.framing.ByteSlice;
import dev.penstock.framing.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of one provider's stream into events. One is made for each stream and used by
 * one thread at a time.
 *
 * <p>It reads fields in any order, takes absent, {@code null}, {@code ""}, {@code []} and {@code
 * {}} alike, hands on what it does not know as {@linkplain EventSink#unknown unknown}, and throws
 * only where a frame is broken: any {@link RuntimeException} becomes a {@link
 * MalformedStreamException} that says where, after the events that came before it, and a {@link
 * NormalizerLimitException} a {@link LimitExceededException}.
 */
public interface Normalizer {

  /**
   * Takes one frame. It is borrowed: nothing of it may be kept.
   *
   * @param frame the frame, of any {@linkplain Frame#kind() kind}
   * @param sink what takes the events
   */
  void accept(Frame frame, EventSink sink);

  /**
   * Is told that the body has ended cleanly, without a {@linkplain EventSink#end() terminal mark}.
   * What was held back can be given now.
   *
   * @param sink what takes the events
   */
  default void bodyEnded(EventSink sink) {}

  /**
   * Reads the error out of the body of a response that is no success.
   *
   * @param status the response's status code
   * @param body the body, perhaps cut off, perhaps no JSON at all
   * @return the error, or null if there is none to be seen
   */
  default @Nullable ProviderError errorBody(int status, ByteSlice body) {
    return null;
  }
}
