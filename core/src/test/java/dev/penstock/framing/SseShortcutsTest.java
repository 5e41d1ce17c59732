package dev.penstock.framing;

import static dev.penstock.framing.FrameLog.assertEveryWay;
import static dev.penstock.framing.FrameLog.bytes;

import dev.penstock.framing.FrameParser.AtEnd;
import org.junit.jupiter.api.Test;

/** What is usual takes shorter ways through {@link SseParser}, which must not be told apart. */
final class SseShortcutsTest {

  private static void check(int maxFrameBytes, AtEnd rule, String input, String... frames) {
    assertEveryWay(
        () -> SseParser.builder().strayLines(true).maxFrameBytes(maxFrameBytes).build(),
        bytes(input),
        rule,
        frames);
  }

  private static void check(String input, String... frames) {
    check(1 << 10, AtEnd.DISCARD, input, frames);
  }

  @Test
  void a_type_that_comes_again_is_the_type_and_no_more() {
    check(
        "event: ab\ndata: 1\n\nevent: ab\ndata: 2\n\nevent: a\ndata: 3\n\ndata: 4\n\n",
        "EVENT@0 ab 1",
        "EVENT@19 ab 2",
        "EVENT@38 a 3",
        "EVENT@56 4");
  }

  @Test
  void a_type_that_comes_again_counts_towards_the_limit() {
    check(
        3,
        AtEnd.DISCARD,
        "event: ab\ndata: 1\n\nevent: ab\ndata: 2\n\n",
        "EVENT@0 ab 1",
        "EVENT@19 ab 2");
    check(
        3,
        AtEnd.DISCARD,
        "event: ab\ndata: 1\n\nevent: ab\ndata: 23\n\n",
        "EVENT@0 ab 1",
        "FrameLimitException@19");
  }

  @Test
  void stray_lines_come_before_what_ends_them() {
    check("x\ndata: 1\n\n", "STRAY@0 x", "EVENT@2 1");
    check(
        "event: ab\ndata: 1\n\nx\nevent: ab\ndata: 2\n\n",
        "EVENT@0 ab 1",
        "STRAY@19 x",
        "EVENT@21 ab 2");
  }

  @Test
  void the_beginning_of_a_mark_of_byte_order_is_a_line_if_nothing_follows() {
    check(1 << 10, AtEnd.FLUSH, "\u00EF\u00BB", "STRAY@0 \u00EF\u00BB");
    check(1 << 10, AtEnd.DISCARD, "\u00EF\u00BB");
    check(1 << 10, AtEnd.FLUSH, "\u00EF\u00BB\u00BF");
  }

  @Test
  void an_event_of_one_byte_fits_into_a_limit_of_one() {
    check(1, AtEnd.DISCARD, "data: 1\n\n", "EVENT@0 1");
  }
}
