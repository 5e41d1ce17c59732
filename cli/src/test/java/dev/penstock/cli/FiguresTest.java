package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FinishReason;
import dev.penstock.Outcome;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.UsageUpdate;
import dev.penstock.StreamMetadata;
import dev.penstock.StreamMetadata.Timings;
import dev.penstock.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  private long millis;
  private final Figures figures = new Figures(() -> millis * 1_000_000);

  private static StreamMetadata known(Outcome outcome, Usage usage, @Nullable Duration end) {
    var timings = new Timings(Duration.ofMillis(100), null, null, end);
    var reason = end == null ? null : FinishReason.STOP;
    return new StreamMetadata(
        outcome, 200, "m\u001b[2J", null, usage, reason, null, 4, 2048, 1, timings);
  }

  private void at(long time, StreamEvent event) {
    millis = time;
    figures.event(event, known(Outcome.OPEN, Usage.NONE, null));
  }

  private void ended(Usage usage) {
    figures.ended(known(Outcome.COMPLETED, usage, Duration.ofMillis(2_345)));
  }

  @Test
  void pieces_count_as_tokens_until_the_provider_says() {
    assertThat(figures.line()).isEqualTo("waiting for the first token");
    at(100, new TextDelta(""));
    assertThat(figures.line()).isEqualTo("waiting for the first token");
    at(250, new TextDelta("a"));
    assertThat(figures.line()).isEqualTo("first token 250 ms · ~1 tokens · 2.0 KiB · m[2J");
    at(300, new TextDelta("b"));
    at(450, new TextDelta("c"));
    at(900, new UsageUpdate(Usage.NONE));
    assertThat(figures.line()).startsWith("~10.0 tokens/s · first token 250 ms · ~3 tokens · ");

    ended(new Usage(9, 21, Usage.UNKNOWN, Usage.UNKNOWN));
    assertThat(figures.line())
        .startsWith("completed after 2.3 s · 100.0 tokens/s · first token 250 ms · 21 tokens");
    assertThat(figures.table())
        .containsExactly(
            "outcome             completed (stop)",
            "model               m[2J",
            "head after          100 ms",
            "first token after   250 ms",
            "ended after         2.3 s",
            "tokens a second     100.0",
            "tokens out          21",
            "tokens in           9",
            "events              4",
            "bytes               2,048",
            "attempts            1");
  }

  @Test
  void thinking_that_nobody_saw_took_its_time_before_the_first_token() {
    at(1_000, new TextDelta("a"));
    at(2_000, new TextDelta("b"));
    ended(new Usage(9, 100, 80, 0));

    assertThat(figures.table()).contains("tokens a second     50.0", "  of them thinking  80");
  }

  @Test
  void thinking_that_was_seen_counts_from_its_first_token() {
    at(1_000, new ThinkingDelta("a"));
    at(2_000, new TextDelta("b"));
    ended(new Usage(9, 101, 80, 0));

    assertThat(figures.table()).contains("tokens a second     100.0");
  }

  @Test
  void the_first_token_is_timed_as_the_stream_times_its_end() {
    var first = new Timings(Duration.ofMillis(100), null, Duration.ofMillis(120), null);
    var soFar =
        new StreamMetadata(Outcome.OPEN, 200, null, null, Usage.NONE, null, null, 1, 9, 1, first);
    millis = 500; // of these, 380 went by before the stream was asked for
    figures.event(new UsageUpdate(Usage.NONE), soFar);
    millis = 530;
    figures.event(new TextDelta("a"), soFar);

    assertThat(figures.line()).startsWith("first token 150 ms");
  }

  @Test
  void one_token_has_no_rate_and_no_stream_no_figures() {
    assertThat(figures.table()).isEmpty();
    at(5, new TextDelta("a"));
    ended(Usage.NONE);

    assertThat(figures.table())
        .contains("tokens out          ~1")
        .noneMatch(row -> row.contains("second"));
  }
}
