package dev.penstock;

import dev.penstock.framing.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a {@link Normalizer} finds in a frame. For the duration of the call only, on the same
 * thread.
 */
public interface EventSink {

  /**
   * Takes an event, to be delivered in the order given. {@link StreamEvent.Finish} is not given
   * here but by {@link #finish}.
   *
   * @param event the event
   */
  void event(StreamEvent event);

  /**
   * Takes tokens used. They are merged with those known before by the larger value of each number,
   * and delivered as a {@link StreamEvent.UsageUpdate} if that changed anything.
   *
   * @param usage what this frame says
   */
  void usage(Usage usage);

  /**
   * Takes a finish reason. More may follow it, another reason too: it is held back until the stream
   * ends.
   *
   * @param reason the reason
   * @param raw the provider's word for it; null if it gave none
   */
  void finish(FinishReason reason, @Nullable String raw);

  /** Takes the provider's terminal mark: the stream is complete, whatever the connection does. */
  void end();

  /**
   * Takes an error that the provider sent in the stream: it fails, after what this frame gives was
   * delivered.
   *
   * @param error the error
   */
  void error(ProviderError error);

  /**
   * Hands on a frame that has no event of its own, if anybody wants it.
   *
   * @param frame the frame
   */
  void unknown(Frame frame);

  /**
   * Takes the name of the model that answers.
   *
   * @param model as the provider names it
   */
  void model(String model);

  /**
   * Takes the provider's id of the answer.
   *
   * @param id the id
   */
  void responseId(String id);
}
