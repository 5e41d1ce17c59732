package dev.penstock.framing;

import static dev.penstock.framing.FrameLog.assertEveryWay;
import static dev.penstock.framing.FrameLog.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.framing.FrameParser.AtEnd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class JsonArrayParserTest {
  record Case(String name, String input, List<String> frames) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case json(String name, String input, String... frames) {
    return new Case(name, input, List.of(frames));
  }

  static Stream<Case> arrays() {
    return Stream.of(
        json("empty array", "[]"),
        json("empty array with whitespace", " \r\n[ \t\r\n] \n"),
        json("one object", "[{\"a\":1}]", "EVENT@1 {\"a\":1}"),
        json(
            "as Gemini sends it",
            "[{\n  \"a\": 1\n}\r\n,\r\n{}\r\n]\n",
            "EVENT@1 {\n  \"a\": 1\n}",
            "EVENT@18 {}"),
        json("arrays", "[[1,[2]],[]]", "EVENT@1 [1,[2]]", "EVENT@9 []"),
        json(
            "strings",
            "[\"a,]\",\"\\\"\",\"\\\\\"]",
            "EVENT@1 \"a,]\"",
            "EVENT@7 \"\\\"\"",
            "EVENT@12 \"\\\\\""),
        json("numbers", "[0,-1.5e+3 , 12]", "EVENT@1 0", "EVENT@3 -1.5e+3", "EVENT@13 12"),
        json(
            "literal names",
            "[true,\nfalse,null]",
            "EVENT@1 true",
            "EVENT@7 false",
            "EVENT@13 null"),
        json(
            "brackets and quotes in strings",
            "[{\"a]}\\\"\":\"[{\"},1]",
            "EVENT@1 {\"a]}\\\"\":\"[{\"}",
            "EVENT@16 1"),
        json("a byte order mark", "\u00EF\u00BB\u00BF[1]", "EVENT@4 1"),
        json("U+2028 in a string", "[\"\u00E2\u0080\u00A8\"]", "EVENT@1 \"\u00E2\u0080\u00A8\""),
        json("control characters in a string", "[\"\n\u0000\"]", "EVENT@1 \"\n\u0000\""),
        json("additional commas", "[,1,,2,]", "EVENT@2 1", "EVENT@5 2"),
        json(
            "missing commas",
            "[{}{} 1 2\"\"]",
            "EVENT@1 {}",
            "EVENT@3 {}",
            "EVENT@6 1",
            "STRAY@8 2\"\""));
  }

  static Stream<Case> documents() {
    return Stream.of(
        json("nothing", ""),
        json("whitespace", " \r\n\t"),
        json(
            "an object",
            "{\"error\": {\n \"code\": 400}\n}\n",
            "EVENT@0 {\"error\": {\n \"code\": 400}\n}"),
        json("an object with a byte order mark", "\u00EF\u00BB\u00BF{}", "EVENT@3 {}"),
        json(
            "objects without anything between",
            "{}{\"a\":1}[2]",
            "EVENT@0 {}",
            "EVENT@2 {\"a\":1}",
            "EVENT@9 [2]"),
        json("objects on lines", "{}\r\n{\"a\":1}\n", "EVENT@0 {}", "EVENT@4 {\"a\":1}"),
        json("a string", "\"no\"", "EVENT@0 \"no\""),
        json("a number", " 12", "EVENT@1 12"),
        json(
            "literal names",
            "null true\nfalse\n",
            "EVENT@0 null",
            "EVENT@5 true",
            "EVENT@10 false"),
        json("half a literal name", "{}tru", "EVENT@0 {}", "STRAY@2 tru"),
        json("a page", "<!DOCTYPE html>\n<html>\n", "STRAY@0 <!DOCTYPE html>", "STRAY@16 <html>"),
        json("a line of text", "upstream failed \n{}", "STRAY@0 upstream failed", "EVENT@17 {}"),
        json(
            "an error line",
            "error: {\"a\":\"x\n\"}\r\n{}",
            "STRAY@0 error: {\"a\":\"x\n\"}",
            "EVENT@19 {}"),
        json("commas between documents", "{},\n{}", "EVENT@0 {}", "STRAY@2 ,", "EVENT@4 {}"),
        json("a bracket too many", "{}]\n{}", "EVENT@0 {}", "STRAY@2 ]", "EVENT@4 {}"),
        json("half a byte order mark", "\u00EF\u00BB{}\n1", "STRAY@0 \u00EF\u00BB{}", "EVENT@5 1"),
        json("only half a byte order mark", "\u00EF\u00BB", "STRAY@0 \u00EF\u00BB"),
        json(
            "a byte order mark later",
            "1\n\u00EF\u00BB\u00BF2",
            "EVENT@0 1",
            "STRAY@2 \u00EF\u00BB\u00BF2"));
  }

  static Stream<Case> broken() {
    return Stream.of(
        json(
            "bad tokens",
            "[nope,01,1.,-,+1,tRUE,1e, x y ,1]",
            "STRAY@1 nope",
            "STRAY@6 01",
            "STRAY@9 1.",
            "STRAY@12 -",
            "STRAY@14 +1",
            "STRAY@17 tRUE",
            "STRAY@22 1e",
            "STRAY@26 x y",
            "EVENT@31 1"),
        json("single quotes", "[{'a':1},'b',{}]", "EVENT@1 {'a':1}", "STRAY@9 'b'", "EVENT@13 {}"),
        json(
            "a label", "[error: {\"a\":[1,2]}, {}]", "STRAY@1 error: {\"a\":[1,2]}", "EVENT@21 {}"),
        json(
            "a quote that opens nothing",
            "[it\"s, {\"b\":2}]",
            "STRAY@1 it\"s",
            "EVENT@7 {\"b\":2}"),
        json(
            "members without braces", "[\"a\":1, {}]", "EVENT@1 \"a\"", "STRAY@4 :1", "EVENT@8 {}"),
        json(
            "an open bracket in an object",
            "[{\"a\":[1}, {}]",
            "STRAY@1 {\"a\":[1}",
            "EVENT@11 {}"),
        json("an open brace in an array", "[[{], 1]", "STRAY@1 [{]", "EVENT@6 1"),
        json(
            "a bracket that closes nothing", "[{\"a\":]}, {}]", "STRAY@1 {\"a\":]}", "EVENT@10 {}"),
        json("a brace that closes nothing", "[{}}, {}]", "EVENT@1 {}", "STRAY@3 }", "EVENT@6 {}"),
        json("brackets in junk", "[(]1],2]", "STRAY@1 (", "STRAY@3 1],2]"),
        json("junk after the end", "[1] \nok {\n} x\n", "EVENT@1 1", "STRAY@5 ok {\n} x"),
        json(
            "an object after the end",
            "[1]\n{\"error\":\n{}}",
            "EVENT@1 1",
            "STRAY@4 {\"error\":\n{}}"),
        json("values after the end", "[1]] 2,[3]\"4\"5", "EVENT@1 1", "STRAY@3 ] 2,[3]\"4\"5"),
        json("a second array", "[1][2]3 4", "EVENT@1 1", "STRAY@3 [2]", "STRAY@6 3", "STRAY@8 4"),
        json("half an object after the end", "[1]{\"a", "EVENT@1 1", "STRAY@3 {\"a"));
  }

  static Stream<Case> truncated() {
    return Stream.of(
        json("an open array", "[", "TruncatedFrameException@0"),
        json("an open array after whitespace", "\r\n [ ", "TruncatedFrameException@3"),
        json("an array without its end", "[{},", "EVENT@1 {}", "TruncatedFrameException@0"),
        json(
            "an element without its end",
            "[{},{\"a\":1",
            "EVENT@1 {}",
            "TruncatedFrameException@4"),
        json("within a string", "[\"a", "TruncatedFrameException@1"),
        json("within an escape", "[\"a\\", "TruncatedFrameException@1"),
        json("within a number", "[1,23", "EVENT@1 1", "TruncatedFrameException@3"),
        json("after junk", "[1,%%", "EVENT@1 1", "STRAY@3 %%", "TruncatedFrameException@0"),
        json("an object without its end", " {\"a\":{}", "TruncatedFrameException@1"),
        json(
            "a second object without its end",
            "{}\n{\"a",
            "EVENT@0 {}",
            "TruncatedFrameException@3"));
  }

  @ParameterizedTest
  @MethodSource({"arrays", "documents", "broken", "truncated"})
  void elements_are_frames_in_every_splitting_and_under_both_rules(Case c) {
    for (var rule : AtEnd.values()) {
      assertEveryWay(
          JsonArrayParser::create, bytes(c.input), rule, c.frames.toArray(String[]::new));
    }
  }

  @Test
  void objects_arrays_and_strings_are_handed_out_at_their_last_byte() {
    var parser = JsonArrayParser.create();
    for (String element : new String[] {"{\"a\":1}", "[2]", "\"3\""}) {
      parser.feed(bytes(parser.offset() == 0 ? "[" + element : "," + element));
      assertThat(parser.next()).isTrue();
      assertThat(parser.dataAsString()).isEqualTo(element);
      assertThat(parser.next()).isFalse();
    }
  }

  @Test
  void an_element_within_a_chunk_is_not_copied() {
    byte[] chunk = bytes("[1, {\"a\":1}]");
    var parser = JsonArrayParser.create();
    parser.feed(chunk);
    assertThat(parser.next()).isTrue();
    assertThat(parser.next()).isTrue();
    assertThat(parser.data().array()).isSameAs(chunk);
    assertThat(parser.data().offset()).isEqualTo(4);
  }

  @Test
  void every_truncation_is_seen() {
    byte[] input = bytes("[{\"a\":[1,\"\\\"]\"]}, 12 ,\"x\" , true]");
    for (int length = 1; length < input.length; length++) {
      byte[] cut = Arrays.copyOf(input, length);
      var log = FrameLog.read(JsonArrayParser.create(), Cuts.every(2, cut), AtEnd.FLUSH);
      assertThat(log.getLast()).as("cut at " + length).startsWith("TruncatedFrameException");
    }
  }

  @Test
  void an_element_of_exactly_the_limit_is_handed_out() {
    for (String element : new String[] {"{\"a\": 1}", "[1,2,34]", "\"123456\"", "12345678"}) {
      byte[] input = bytes("[1, " + element + " ]");
      for (int limit : new int[] {9, 8}) {
        assertEveryWay(
            () -> JsonArrayParser.create(limit),
            input,
            AtEnd.DISCARD,
            "EVENT@1 1",
            "EVENT@4 " + element);
      }
      assertEveryWay(
          () -> JsonArrayParser.create(7),
          input,
          AtEnd.DISCARD,
          "EVENT@1 1",
          "FrameLimitException@4");
    }
  }

  @Test
  void junk_of_exactly_the_limit_is_handed_out() {
    byte[] input = bytes("[%%%%%%%%,1]");
    assertEveryWay(
        () -> JsonArrayParser.create(9), input, AtEnd.DISCARD, "STRAY@1 %%%%%%%%", "EVENT@10 1");
    assertEveryWay(
        () -> JsonArrayParser.create(8), input, AtEnd.DISCARD, "STRAY@1 %%%%%%%%", "EVENT@10 1");
    assertEveryWay(() -> JsonArrayParser.create(7), input, AtEnd.DISCARD, "FrameLimitException@1");
  }

  @Test
  void endless_separators_need_no_memory() {
    var parser = JsonArrayParser.create(1);
    parser.feed(bytes("["));
    assertThat(parser.next()).isFalse();
    byte[] separators = bytes(", \r\n\t,".repeat(1000));
    for (int i = 0; i < 1000; i++) {
      parser.feed(separators);
      assertThat(parser.next()).isFalse();
    }
  }

  @Test
  void brackets_may_nest_100_000_levels() {
    String deep = "[{\"a\":".repeat(50_000) + "1" + "}]".repeat(50_000);
    for (int size : new int[] {1, 7, 8192, Integer.MAX_VALUE / 2}) {
      assertThat(
              FrameLog.read(
                  JsonArrayParser.create(),
                  Cuts.every(size, bytes("[" + deep + ",2]")),
                  AtEnd.DISCARD))
          .containsExactly("EVENT@1 " + deep, "EVENT@" + (deep.length() + 2) + " 2");
    }
  }

  @Test
  void mismatched_brackets_are_found_in_the_outermost_64_levels() {
    for (int depth : new int[] {1, 2, 62, 63, 64}) {
      String bad = "[".repeat(depth - 1) + "{" + "]".repeat(depth);
      String log =
          FrameLog.read(
                  JsonArrayParser.create(), Cuts.whole(bytes("[" + bad + ",2]")), AtEnd.DISCARD)
              .getFirst();
      assertThat(log)
          .as("depth " + depth)
          .startsWith(depth == 1 ? "TruncatedFrameException" : "STRAY@1 ");
    }
    String deeper = "[".repeat(64) + "{" + "]".repeat(65);
    assertEveryWay(
        JsonArrayParser::create, bytes("[" + deeper + "]"), AtEnd.DISCARD, "EVENT@1 " + deeper);
  }

  @Test
  void a_message_tells_what_was_cut_off_and_where() {
    assertThatThrownBy(() -> drain("[1, {\"a\""))
        .hasMessage("the bytes ended inside a JSON value in the frame that begins at byte 4");
    assertThatThrownBy(() -> drain("[1, "))
        .hasMessage("the bytes ended before the array's ']' in the frame that begins at byte 0");
  }

  private static void drain(String input) {
    var parser = JsonArrayParser.create();
    parser.feed(bytes(input));
    while (parser.next()) {
      assertThat(parser.kind()).isEqualTo(Frame.Kind.EVENT);
    }
    parser.end(AtEnd.FLUSH);
    parser.next();
  }

  @Test
  void a_limit_below_one_is_refused() {
    assertThatThrownBy(() -> JsonArrayParser.create(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Timeout(60)
  void an_element_of_10_mebibytes_by_the_byte_takes_linear_time() {
    var parser = JsonArrayParser.create();
    byte[][] pattern = {{'{'}, {'"'}, {'\\'}, {'x'}, {'"'}, {'}'}};
    parser.feed(bytes("[["));
    assertThat(parser.next()).isFalse();
    for (int i = 0; i < 6 * (10 << 20) / 6; i++) {
      parser.feed(pattern[i % 6]);
      if (parser.next()) {
        throw new AssertionError("a frame at byte " + i);
      }
    }
  }
}
