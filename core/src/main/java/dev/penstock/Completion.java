package dev.penstock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer put together from its events, or as much of it as there was.
 *
 * @param text the text
 * @param thinkingBlocks the thinking, block by block, with what must be sent back
 * @param refusal the refusal, {@code ""} if there was none
 * @param toolCalls the tool calls that the program is to run, in the order in which they began
 * @param usage the tokens used, as far as known
 * @param finishReason why the model stopped; null if it never said
 * @param rawFinishReason the provider's own word for it; null if it never said
 * @param cut whether something was left out because it grew past {@link Limits#maxPartialBytes()}
 */
public record Completion(
    String text,
    List<ThinkingBlock> thinkingBlocks,
    String refusal,
    List<ToolCall> toolCalls,
    Usage usage,
    @Nullable FinishReason finishReason,
    @Nullable String rawFinishReason,
    boolean cut) {

  /** An answer of which nothing is known. */
  public static final Completion EMPTY =
      new Completion("", List.of(), "", List.of(), Usage.NONE, null, null, false);

  /**
   * A block of thinking.
   *
   * @param text what it says; {@code ""} if the provider does not show it
   * @param signature what proves it to the provider; null if there is none
   * @param redacted the encrypted block, where the provider sent one in place of the text; else
   *     null
   */
  public record ThinkingBlock(String text, @Nullable String signature, @Nullable String redacted) {}

  /** Copies the lists. */
  public Completion {
    thinkingBlocks = List.copyOf(thinkingBlocks);
    toolCalls = List.copyOf(toolCalls);
  }

  /** {@return the text of all the thinking} */
  public String thinking() {
    var all = new StringBuilder();
    thinkingBlocks.forEach(block -> all.append(block.text));
    return all.toString();
  }
}
