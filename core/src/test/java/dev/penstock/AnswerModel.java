package dev.penstock;

import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamEvent.UsageUpdate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What must come of the bytes of an answer in {@link LineDialect}, found in the plainest way: all
 * bytes at once, split at line feeds.
 */
final class AnswerModel {
  final List<StreamEvent> events = new ArrayList<>();

  /** What the stream fails with; null if it is complete, or {@link #isOpen} after these bytes. */
  @Nullable Class<? extends StreamException> failure;

  boolean complete;

  /** Whether the failure is one that may pass. */
  boolean retryable;

  @Nullable FinishReason reason;
  private @Nullable String rawReason;
  private long usage = Usage.UNKNOWN;
  private final int maxFrameBytes;

  AnswerModel(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
  }

  boolean isOpen() {
    return !complete && failure == null;
  }

  /** Takes what came of a body. At a clean end an unfinished frame counts as well. */
  void body(byte[] bytes, boolean endsCleanly) {
    var lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    var data = new ArrayList<String>();
    for (int i = 0; i < lines.length && isOpen(); i++) {
      boolean whole = i < lines.length - 1;
      if (lines[i].isEmpty() && whole) {
        frame(data);
        data.clear();
      } else if (lines[i].startsWith("data:")) {
        data.add(lines[i].substring(lines[i].startsWith("data: ") ? 6 : 5));
        if (String.join("\n", data).getBytes(StandardCharsets.UTF_8).length > maxFrameBytes) {
          failure = LimitExceededException.class;
        }
      }
    }
    if (isOpen() && endsCleanly) {
      frame(data);
    }
  }

  /** The body has ended cleanly, or nothing more is waited for after a reason. */
  void end() {
    if (isOpen()) {
      if (reason == null) {
        failure = IncompleteStreamException.class;
      } else {
        mark();
      }
    }
  }

  void fail(Class<? extends StreamException> how, boolean mayPass) {
    if (isOpen()) {
      failure = how;
      retryable = mayPass;
    }
  }

  private void frame(List<String> words) {
    for (var line : words) {
      if (complete) {
        return;
      }
      int space = line.indexOf(' ');
      var rest = line.substring(space + 1);
      switch (space < 0 ? line : line.substring(0, space)) {
        case "text" -> events.add(new TextDelta(rest));
        case "think" -> events.add(new ThinkingDelta(rest));
        case "sign" -> events.add(new ThinkingSignature(rest));
        case "tool" -> events.add(new ToolCallDelta(0, "call", "tool", rest));
        case "usage" -> usage(rest);
        case "finish" -> finish(rest);
        case "end" -> mark();
        case "error" -> fail(ProviderErrorException.class, rest.equals("busy"));
        case "broken" -> {
          fail(MalformedStreamException.class, false);
          return;
        }
        default -> {}
      }
      if (failure == MalformedStreamException.class) {
        return;
      }
    }
  }

  private void usage(String number) {
    long tokens;
    try {
      tokens = Long.parseLong(number);
    } catch (NumberFormatException e) {
      fail(MalformedStreamException.class, false);
      return;
    }
    if (tokens > usage) {
      usage = tokens;
      events.add(new UsageUpdate(new Usage(1, tokens, Usage.UNKNOWN, Usage.UNKNOWN)));
    }
  }

  private void finish(String word) {
    try {
      reason = FinishReason.valueOf(word.toUpperCase(Locale.ROOT));
      rawReason = word;
    } catch (IllegalArgumentException e) {
      fail(MalformedStreamException.class, false);
    }
  }

  private void mark() {
    if (failure != null) {
      return;
    }
    if (reason == FinishReason.ERROR) {
      fail(ProviderErrorException.class, true);
      return;
    }
    complete = true;
    events.add(new Finish(reason == null ? FinishReason.UNKNOWN : reason, rawReason));
  }
}
