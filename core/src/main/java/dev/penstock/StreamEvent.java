package dev.penstock;

import org.jspecify.annotations.Nullable;

/** One thing that happened in a model's answer, in the same shape for all providers. */
public sealed interface StreamEvent {

  /**
   * A piece of the answer's text.
   *
   * @param value the piece, not empty
   */
  record TextDelta(String value) implements StreamEvent {}

  /**
   * A piece of the model's thinking, as far as the provider shows it.
   *
   * @param value the piece, not empty
   */
  record ThinkingDelta(String value) implements StreamEvent {}

  /**
   * The signature of the thinking that came before it. It ends a block of thinking, and must be
   * sent back with it when the conversation goes on.
   *
   * @param signature opaque, as received
   */
  record ThinkingSignature(String signature) implements StreamEvent {}

  /**
   * A block of thinking that the provider has encrypted. It must be sent back when the conversation
   * goes on.
   *
   * @param data opaque, as received
   */
  record RedactedThinking(String data) implements StreamEvent {}

  /**
   * A piece of the model's refusal to answer, where the provider keeps it apart from the text.
   *
   * @param value the piece, not empty
   */
  record RefusalDelta(String value) implements StreamEvent {}

  /**
   * A piece of a tool call that the program is to run. {@link CompletionBuilder} puts the pieces
   * together.
   *
   * @param index the call's index as the provider counts. Not always from 0, nor dense, nor unique:
   *     a piece with another id than the pieces before it on the same index begins another call
   * @param id the call's id; null in pieces that don't repeat it
   * @param name the tool's name; null in pieces that don't repeat it
   * @param arguments a fragment of the arguments' JSON text, perhaps empty; the fragments together
   *     may be invalid
   */
  record ToolCallDelta(int index, @Nullable String id, @Nullable String name, String arguments)
      implements StreamEvent {}

  /**
   * A source that the answer refers to.
   *
   * @param raw the provider's JSON for it, as received
   */
  record Citation(String raw) implements StreamEvent {}

  /**
   * The tokens used, as known so far. Later ones replace earlier ones: they are totals, not to be
   * added up.
   *
   * @param usage the totals
   */
  record UsageUpdate(Usage usage) implements StreamEvent {}

  /**
   * The answer is complete. The last event, and the only one of its kind.
   *
   * @param reason why the model stopped
   * @param raw the provider's own word for it; null if it gave none
   */
  record Finish(FinishReason reason, @Nullable String raw) implements StreamEvent {}

  /**
   * Something that has no event of its own. Delivered only if asked for ({@link
   * StreamOptions#unknownEvents()}).
   *
   * @param raw the frame's data as received, decoded as UTF-8
   */
  record Unknown(String raw) implements StreamEvent {}
}
