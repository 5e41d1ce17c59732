package dev.penstock.cli;

import dev.penstock.Outcome;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamMetadata;
import dev.penstock.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of an answer while it is read. Tokens are those that the provider counted; until
 * it says, and where it doesn't, a piece of the answer counts as one, and a {@code ~} says so.
 */
final class Figures {
  private static final String WAITING = "waiting for the first token";

  private final LongSupplier nanoTime;
  private long askedAt;
  private @Nullable StreamMetadata metadata;
  private long pieces;
  private long firstAt;
  private long lastAt;
  private boolean thinkingSeen;

  /**
   * Begins to measure: the answer is asked for now.
   *
   * @param nanoTime the clock
   */
  Figures(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.askedAt = nanoTime.getAsLong();
  }

  /** Takes an event in, as soon as it is there. */
  void event(StreamEvent event, StreamMetadata soFar) {
    var sinceAsked = soFar.timings().firstEvent();
    if (metadata == null && sinceAsked != null) {
      // As the stream counts, or a first token could come after the end: making a client takes
      // time.
      askedAt = nanoTime.getAsLong() - sinceAsked.toNanos();
    }
    metadata = soFar;
    boolean piece =
        switch (event) {
          case TextDelta(var text) -> !text.isEmpty();
          case RefusalDelta(var text) -> !text.isEmpty();
          case ThinkingDelta(var text) -> {
            thinkingSeen = true;
            yield !text.isEmpty();
          }
          case ToolCallDelta ignored -> true;
          default -> false;
        };
    if (piece) {
      lastAt = nanoTime.getAsLong();
      if (pieces++ == 0) {
        firstAt = lastAt;
      }
    }
  }

  /** Takes in how it ended. */
  void ended(StreamMetadata last) {
    metadata = last;
  }

  /** {@return the figures on one line, the most asked for first} */
  String line() {
    var known = metadata;
    var parts = new ArrayList<String>();
    var end = known == null ? null : known.timings().end();
    if (known != null && end != null) {
      parts.add(outcome(known.outcome()) + " after " + Units.time(end));
    } else if (pieces == 0) {
      return WAITING;
    }
    var rate = rate();
    if (rate != null) {
      parts.add(rate + " tokens/s");
    }
    if (pieces > 0) {
      parts.add("first token " + Units.time(firstToken()));
      parts.add(tokens() + " tokens");
    }
    if (known != null) {
      parts.add(Units.bytes(known.bytes()));
      if (known.model() != null) {
        parts.add(Failure.onOneLine(known.model()));
      }
    }
    return String.join(" · ", parts);
  }

  /** {@return all figures, a line each} */
  List<String> table() {
    var rows = new ArrayList<String>();
    var known = metadata;
    if (known == null) {
      return rows;
    }
    var reason = known.finishReason();
    row(
        rows,
        "outcome",
        outcome(known.outcome())
            + (reason == null ? "" : " (" + reason.name().toLowerCase(Locale.ROOT) + ")"));
    row(rows, "model", known.model() == null ? null : Failure.onOneLine(known.model()));
    row(rows, "head after", time(known.timings().head()));
    row(rows, "first token after", pieces == 0 ? null : Units.time(firstToken()));
    row(rows, "ended after", time(known.timings().end()));
    row(rows, "tokens a second", rate());
    row(rows, "tokens out", pieces == 0 && !counted() ? null : tokens());
    row(rows, "  of them thinking", count(known.usage().reasoningTokens()));
    row(rows, "tokens in", count(known.usage().inputTokens()));
    row(rows, "  of them cached", count(known.usage().cachedInputTokens()));
    row(rows, "events", Units.count(known.events()));
    row(rows, "bytes", Units.count(known.bytes()));
    row(rows, "attempts", Units.count(known.attempts()));
    return rows;
  }

  private static void row(List<String> rows, String title, @Nullable String value) {
    if (value != null) {
      rows.add(String.format(Locale.ROOT, "%-20s%s", title, value));
    }
  }

  private Duration firstToken() {
    return Duration.ofNanos(firstAt - askedAt);
  }

  private boolean counted() {
    return metadata != null && metadata.usage().outputTokens() > 0;
  }

  private String tokens() {
    return metadata != null && counted()
        ? Units.count(metadata.usage().outputTokens())
        : "~" + Units.count(pieces);
  }

  /**
   * {@return tokens a second from the first to the last; from the asking where thinking was counted
   * that nobody saw; null while there is no telling}
   */
  private @Nullable String rate() {
    if (metadata == null || pieces < 2) {
      return null;
    }
    var usage = metadata.usage();
    boolean unseen = counted() && usage.reasoningTokens() > 0 && !thinkingSeen;
    long nanos = lastAt - (unseen ? askedAt : firstAt);
    long tokens = (counted() ? usage.outputTokens() : pieces) - (unseen ? 0 : 1);
    if (nanos <= 0 || tokens <= 0) {
      return null;
    }
    return (counted() ? "" : "~") + Units.decimal(tokens * 1e9 / nanos);
  }

  private static String outcome(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String time(@Nullable Duration duration) {
    return duration == null ? null : Units.time(duration);
  }

  private static @Nullable String count(long tokens) {
    return tokens == Usage.UNKNOWN ? null : Units.count(tokens);
  }
}
