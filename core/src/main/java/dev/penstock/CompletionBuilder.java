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
  /** What a part takes beside its text, so that empty ones are counted too. */
  private static final int ENTRY_BYTES = 64;

  /** A part of which more may come, until another one begins. */
  private sealed interface Open {

    /** The text that is being said. */
    record Said(StringBuilder text) implements Open {}

    /** The thinking that is going on. */
    record Thought(StringBuilder text) implements Open {}

    /** Thinking that is over. */
    record Closed(ThinkingBlock block) implements Open {}

    /** The place of the next call: what it says, {@link ToolCallAssembly} knows. */
    record Called() implements Open {}
  }

  private final int maxBytes;
  private final List<Open> parts = new ArrayList<>();
  private final StringBuilder refusal = new StringBuilder();
  private final ToolCallAssembly toolCalls = new ToolCallAssembly();

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
      case TextDelta(var value) -> say(value);
      case ThinkingDelta(var value) -> think(value);
      case ThinkingSignature(var signature) -> sign(signature);
      case RedactedThinking(var data) -> {
        if (fits(data.length(), 1)) {
          parts.add(new Open.Closed(new ThinkingBlock("", null, data)));
        }
      }
      case RefusalDelta(var value) -> {
        if (fits(value.length(), 0)) {
          refusal.append(value);
        }
      }
      case ToolCallDelta delta -> {
        if (fits(toolCalls.charactersFor(delta), toolCalls.opens(delta) ? 1 : 0)
            && toolCalls.add(delta)) {
          parts.add(new Open.Called());
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

  private void say(String value) {
    if (last() instanceof Open.Said(var text)) {
      if (fits(value.length(), 0)) {
        text.append(value);
      }
    } else if (fits(value.length(), entries())) {
      parts.add(new Open.Said(new StringBuilder(value)));
    }
  }

  private void think(String value) {
    if (last() instanceof Open.Thought(var text)) {
      if (fits(value.length(), 0)) {
        text.append(value);
      }
    } else if (fits(value.length(), entries())) {
      parts.add(new Open.Thought(new StringBuilder(value)));
    }
  }

  private void sign(String signature) {
    if (!fits(signature.length(), 1)) {
      return;
    }
    if (last() instanceof Open.Thought(var text)) {
      parts.removeLast();
      parts.add(new Open.Closed(new ThinkingBlock(text.toString(), signature, null)));
    } else {
      parts.add(new Open.Closed(new ThinkingBlock("", signature, null)));
    }
  }

  private @Nullable Open last() {
    return parts.isEmpty() ? null : parts.getLast();
  }

  /** {@return what another part counts: nothing where it is the only one, as in most answers} */
  private int entries() {
    return parts.isEmpty() ? 0 : 1;
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

  /** {@return what was added so far, put together} */
  public Completion build() {
    var calls = toolCalls.build().iterator();
    var soFar = new ArrayList<Completion.Part>(parts.size());
    for (var part : parts) {
      soFar.add(
          switch (part) {
            case Open.Said(var text) -> new Completion.Text(text.toString());
            case Open.Thought(var text) -> new ThinkingBlock(text.toString(), null, null);
            case Open.Closed(var block) -> block;
            case Open.Called() -> calls.next();
          });
    }
    return new Completion(soFar, refusal.toString(), usage, finishReason, rawFinishReason, cut);
  }
}
