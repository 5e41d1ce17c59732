package dev.penstock;

import dev.penstock.Completion.ThinkingBlock;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.RedactedThinking;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamEvent.UsageUpdate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer together, event by event. What was added can be looked at in between by {@link
 * #build()}. Not thread-safe.
 */
public final class CompletionBuilder {
  /** What a block or a call takes beside its text, so that empty ones are counted too. */
  private static final int ENTRY_BYTES = 64;

  private final int maxBytes;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final List<ThinkingBlock> blocks = new ArrayList<>();
  private final ToolCallAssembly toolCalls = new ToolCallAssembly();
  private final StringBuilder thinking = new StringBuilder();

  private Usage usage = Usage.NONE;
  private @Nullable FinishReason finishReason;
  private @Nullable String rawFinishReason;
  private long bytes;
  private boolean cut;

  /** Makes one that keeps as much as {@link Limits#DEFAULT} says. */
  public CompletionBuilder() {
    this(Limits.DEFAULT.maxPartialBytes());
  }

  /**
   * Makes one that keeps so much and no more.
   *
   * @param maxBytes the bound, a character counted as two bytes. What comes after it is reached is
   *     left out, and {@link Completion#cut()} says so; usage and finish are always kept
   */
  public CompletionBuilder(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Adds an event.
   *
   * @param event the event
   */
  public void add(StreamEvent event) {
    switch (event) {
      case TextDelta(var value) -> append(text, value);
      case ThinkingDelta(var value) -> append(thinking, value);
      case ThinkingSignature(var signature) -> {
        if (fits(signature.length(), 1)) {
          endThinkingBlock(signature);
        }
      }
      case RedactedThinking(var data) -> {
        if (fits(data.length(), 1)) {
          endThinkingBlock(null);
          blocks.add(new ThinkingBlock("", null, data));
        }
      }
      case RefusalDelta(var value) -> append(refusal, value);
      case ToolCallDelta delta -> {
        if (fits(toolCalls.charactersFor(delta), toolCalls.opens(delta) ? 1 : 0)) {
          toolCalls.add(delta);
        }
      }
      case UsageUpdate(var update) -> usage = usage.merge(update);
      case Finish(var reason, var raw) -> finish(reason, raw);
      case StreamEvent.Citation ignored -> {}
      case StreamEvent.Unknown ignored -> {}
    }
  }

  void finish(FinishReason reason, @Nullable String raw) {
    finishReason = reason;
    rawFinishReason = raw;
  }

  private void append(StringBuilder builder, String value) {
    if (fits(value.length(), 0)) {
      builder.append(value);
    }
  }

  private boolean fits(int characters, int entries) {
    long more = 2L * characters + (long) entries * ENTRY_BYTES;
    if (cut || bytes + more > maxBytes) {
      cut = true;
      return false;
    }
    bytes += more;
    return true;
  }

  private void endThinkingBlock(@Nullable String signature) {
    if (!thinking.isEmpty() || signature != null) {
      blocks.add(new ThinkingBlock(thinking.toString(), signature, null));
      thinking.setLength(0);
    }
  }

  /** {@return what was added so far, put together} */
  public Completion build() {
    var soFar = new ArrayList<>(blocks);
    if (!thinking.isEmpty()) {
      soFar.add(new ThinkingBlock(thinking.toString(), null, null));
    }
    return new Completion(
        text.toString(),
        soFar,
        refusal.toString(),
        toolCalls.build(),
        usage,
        finishReason,
        rawFinishReason,
        cut);
  }
}
