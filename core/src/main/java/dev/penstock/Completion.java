package dev.penstock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer put together from its events, or as much of it as there was.
 *
 * @param parts text, thinking and tool calls in the order in which they began, as the provider
 *     wants them back when the conversation goes on
 * @param refusal the refusal, {@code ""} if there was none
 * @param usage the tokens used, as far as known
 * @param finishReason why the model stopped; null if it never said
 * @param rawFinishReason the provider's own word for it; null if it never said
 * @param cut whether something was left out because it grew past {@link Limits#maxPartialBytes()}
 */
public record Completion(
    List<Part> parts,
    String refusal,
    Usage usage,
    @Nullable FinishReason finishReason,
    @Nullable String rawFinishReason,
    boolean cut) {

  /** An answer of which nothing is known. */
  public static final Completion EMPTY =
      new Completion(List.of(), "", Usage.NONE, null, null, false);

  /** One stretch of an answer. */
  public sealed interface Part permits Text, ThinkingBlock, ToolCall {}

  /**
   * A stretch of text.
   *
   * @param text what it says, not empty
   */
  public record Text(String text) implements Part {}

  /**
   * A block of thinking.
   *
   * <p>A block with a signature and no text is thinking that the provider does not show, or the
   * signature of the part before it: Gemini signs its tool calls and its text.
   *
   * @param text what it says; {@code ""} if the provider does not show it
   * @param signature what proves it to the provider; null if there is none
   * @param redacted the encrypted block, where the provider sent one in place of the text; else
   *     null
   */
  public record ThinkingBlock(String text, @Nullable String signature, @Nullable String redacted)
      implements Part {}

  /** Copies the list. */
  public Completion {
    parts = List.copyOf(parts);
  }

  /** {@return all the text} */
  public String text() {
    return joined(Text.class, Text::text);
  }

  /** {@return all the thinking's text} */
  public String thinking() {
    return joined(ThinkingBlock.class, ThinkingBlock::text);
  }

  /** {@return the thinking, block by block, with what must be sent back} */
  public List<ThinkingBlock> thinkingBlocks() {
    return all(ThinkingBlock.class);
  }

  /** {@return the tool calls that the program is to run, in the order in which they began} */
  public List<ToolCall> toolCalls() {
    return all(ToolCall.class);
  }

  private <P extends Part> String joined(Class<P> kind, Function<P, String> text) {
    var all = all(kind);
    if (all.size() == 1) {
      return text.apply(all.getFirst());
    }
    var joined = new StringBuilder();
    all.forEach(part -> joined.append(text.apply(part)));
    return joined.toString();
  }

  private <P extends Part> List<P> all(Class<P> kind) {
    var all = new ArrayList<P>(parts.size());
    for (var part : parts) {
      if (kind.isInstance(part)) {
        all.add(kind.cast(part));
      }
    }
    return List.copyOf(all);
  }
}
