package dev.penstock.framing;

import static dev.penstock.framing.FrameLog.assertEveryWay;
import static dev.penstock.framing.FrameLog.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.framing.FrameParser.AtEnd;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NdjsonParserTest {
  record Case(String name, String input, AtEnd rule, List<String> frames) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case flushed(String name, String input, String... frames) {
    return new Case(name, input, AtEnd.FLUSH, List.of(frames));
  }

  private static Case discarded(String name, String input, String... frames) {
    return new Case(name, input, AtEnd.DISCARD, List.of(frames));
  }

  static Stream<Case> cases() {
    return Stream.of(
        discarded("nothing", ""),
        discarded("one line", "{}\n", "EVENT@0 {}"),
        discarded("two lines", "{\"a\":1}\n[2]\n", "EVENT@0 {\"a\":1}", "EVENT@8 [2]"),
        discarded("CRLF", "1\r\n2\r\n", "EVENT@0 1", "EVENT@3 2"),
        discarded("one CR is stripped", "1\r\r\n", "EVENT@0 1\r"),
        discarded("a bare CR ends no line", "1\r2\n", "EVENT@0 1\r2"),
        discarded("blank lines", "\n\r\n \t \n1\n\n\n2\n", "EVENT@7 1", "EVENT@11 2"),
        discarded("whitespace before a document", " \t1\n", "EVENT@2 1"),
        discarded("whitespace after a document", "1 \t\n", "EVENT@0 1 \t"),
        discarded("a byte order mark", "\u00EF\u00BB\u00BF1\n2\n", "EVENT@3 1", "EVENT@5 2"),
        discarded("a byte order mark and a blank line", "\u00EF\u00BB\u00BF\n1\n", "EVENT@4 1"),
        discarded(
            "a byte order mark later",
            "1\n\u00EF\u00BB\u00BF2\n",
            "EVENT@0 1",
            "EVENT@2 \u00EF\u00BB\u00BF2"),
        discarded(
            "two byte order marks",
            "\u00EF\u00BB\u00BF\u00EF\u00BB\u00BF\n",
            "EVENT@3 \u00EF\u00BB\u00BF"),
        discarded("half a byte order mark", "\u00EF\u00BBx\n", "EVENT@0 \u00EF\u00BBx"),
        discarded(
            "half a byte order mark on a line",
            "\u00EF\u00BB\n1\n",
            "EVENT@0 \u00EF\u00BB",
            "EVENT@3 1"),
        flushed("only a byte order mark", "\u00EF\u00BB\u00BF"),
        flushed("only half a byte order mark", "\u00EF\u00BB", "EVENT@0 \u00EF\u00BB"),
        discarded("only half a byte order mark, discarded", "\u00EF\u00BB"),
        discarded(
            "U+2028 ends no line", "\"\u00E2\u0080\u00A8\"\n", "EVENT@0 \"\u00E2\u0080\u00A8\""),
        discarded(
            "what is no JSON", "<html>\n\u0000\u00FF\n", "EVENT@0 <html>", "EVENT@7 \u0000\u00FF"),
        flushed("last line without end", "1\n2", "EVENT@0 1", "EVENT@2 2"),
        discarded("last line without end, discarded", "1\n2", "EVENT@0 1"),
        flushed("last line with a CR", "1\n2\r", "EVENT@0 1", "EVENT@2 2"),
        flushed("last line blank", "1\n \r", "EVENT@0 1"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lines_are_frames_in_every_splitting(Case c) {
    assertEveryWay(NdjsonParser::create, bytes(c.input), c.rule, c.frames.toArray(String[]::new));
  }

  @Test
  void a_line_within_a_chunk_is_not_copied() {
    byte[] chunk = "{\"a\":1}\n{\"b\":2}\n".getBytes(UTF_8);
    var parser = NdjsonParser.create();
    parser.feed(chunk);
    assertThat(parser.next()).isTrue();
    assertThat(parser.next()).isTrue();
    assertThat(parser.data().array()).isSameAs(chunk);
    assertThat(parser.data().offset()).isEqualTo(8);
  }

  @Test
  void a_line_of_exactly_the_limit_is_handed_out_whatever_its_line_end() {
    for (String end : List.of("\n", "\r\n", "")) {
      byte[] line = bytes(" 12345678" + end);
      assertEveryWay(() -> NdjsonParser.create(9), line, AtEnd.FLUSH, "EVENT@1 12345678");
      assertEveryWay(() -> NdjsonParser.create(8), line, AtEnd.FLUSH, "EVENT@1 12345678");
      assertEveryWay(() -> NdjsonParser.create(7), line, AtEnd.FLUSH, "FrameLimitException@1");
    }
  }

  @Test
  void frames_before_a_line_that_is_too_long_are_handed_out() {
    assertEveryWay(
        () -> NdjsonParser.create(2),
        bytes("1\n123\n1\n"),
        AtEnd.FLUSH,
        "EVENT@0 1",
        "FrameLimitException@2");
  }

  @Test
  void endless_blank_lines_need_no_memory() {
    var parser = NdjsonParser.create(1);
    byte[] blank = " \t\r\n ".repeat(1000).getBytes(UTF_8);
    for (int i = 0; i < 1000; i++) {
      parser.feed(blank);
      assertThat(parser.next()).isFalse();
    }
  }

  @Test
  void a_message_names_the_limit_and_the_place() {
    var parser = NdjsonParser.create(3);
    parser.feed(bytes("1\n12345\n"));
    assertThat(parser.next()).isTrue();
    assertThatThrownBy(parser::next)
        .isInstanceOfSatisfying(FrameLimitException.class, e -> assertThat(e.limit()).isEqualTo(3))
        .hasMessage("the frame that begins at byte 2 exceeds 3 bytes (maxFrameBytes)");
  }

  @Test
  void a_limit_below_one_is_refused() {
    assertThatThrownBy(() -> NdjsonParser.create(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Timeout(60)
  void a_line_of_10_mebibytes_by_the_byte_takes_linear_time() {
    var parser = NdjsonParser.create();
    byte[] one = {'1'};
    for (int i = 0; i < 10 << 20; i++) {
      parser.feed(one);
      if (parser.next()) {
        throw new AssertionError("a frame at byte " + i);
      }
    }
    parser.feed(bytes("\n"));
    assertThat(parser.next()).isTrue();
    assertThat(parser.data().length()).isEqualTo(10 << 20);
  }
}
