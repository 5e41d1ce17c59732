package dev.penstock.framing;

import static dev.penstock.framing.FrameLog.assertEveryWay;
import static dev.penstock.framing.FrameLog.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.framing.FrameParser.AtEnd;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DetectingFramingTest {
  private static final int LIMIT = 1 << 20;
  private static final String MARK = "\u00EF\u00BB\u00BF";
  private static final List<Framing> ALL =
      List.of(Framing.sse(), Framing.ndjson(), Framing.jsonArray(), Framing.awsEventStream());

  private static void check(Framing expected, String input, String... frames) {
    assertEveryWay(
        () -> Framing.detecting(expected).newParser(LIMIT), bytes(input), AtEnd.FLUSH, frames);
  }

  private static String aws(String payload) {
    byte[] message = AwsMessage.event("chunk", payload).encode();
    return new String(message, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void what_was_expected_is_parsed_as_such() {
    check(Framing.sse(), "event: a\ndata: 1\n\n: c\ndata: 2\n\n", "EVENT@0 a 1", "EVENT@22 2");
    check(Framing.ndjson(), "{\"a\":1}\n2\n", "EVENT@0 {\"a\":1}", "EVENT@8 2");
    check(Framing.jsonArray(), "[1,{}]", "EVENT@1 1", "EVENT@3 {}");
    check(
        Framing.awsEventStream(),
        aws("{}") + aws("1"),
        "EVENT@0 chunk {}",
        "EVENT@" + aws("{}").length() + " chunk 1");
  }

  @Test
  void an_object_or_array_where_events_were_expected_is_json() {
    check(Framing.sse(), "{\n \"error\": 1\n}", "EVENT@0 {\n \"error\": 1\n}");
    check(Framing.sse(), " \n" + "[{},\n{}]", "EVENT@3 {}", "EVENT@7 {}");
    check(Framing.awsEventStream(), "{\"message\":\"no\"}", "EVENT@0 {\"message\":\"no\"}");
    check(Framing.awsEventStream(), "\r\n[1]", "EVENT@3 1");
  }

  @Test
  void events_where_something_else_was_expected_are_events() {
    for (var expected : ALL) {
      check(expected, "data: 1\n\n", "EVENT@0 1");
      check(expected, "data:1\r\n\r\n", "EVENT@0 1");
      check(expected, ": hello\n\nid: 7\nevent:e\ndata: 1\n\n", "EVENT@9 e 1");
      check(expected, "retry: 1\ndata\n\n", "EVENT@0 ");
      check(expected, MARK + "event: e\ndata: 1\n\n", "EVENT@3 e 1");
      check(expected, "data\n\n", "EVENT@0 ");
    }
  }

  @Test
  void an_array_where_lines_were_expected_is_an_array() {
    check(Framing.ndjson(), "[{},\n{}]\n", "EVENT@1 {}", "EVENT@5 {}");
    check(Framing.ndjson(), MARK + "\n [1]", "EVENT@6 1");
  }

  @Test
  void an_object_over_several_lines_where_lines_were_expected_is_one_document() {
    check(Framing.ndjson(), "{\n\"error\": {}\n}\n", "EVENT@0 {\n\"error\": {}\n}");
    check(Framing.ndjson(), "{\r\n}", "EVENT@0 {\r\n}");
    check(Framing.ndjson(), "{", "EVENT@0 {");
  }

  @Test
  void bytes_that_speak_for_nothing_are_left_to_the_expected_parser() {
    check(Framing.sse(), "<html>\n", "STRAY@0 <html>");
    check(Framing.sse(), "error: {}\n", "STRAY@0 error: {}");
    check(Framing.ndjson(), "<html>\n", "EVENT@0 <html>");
    check(Framing.ndjson(), "\"a\"\n1\n", "EVENT@0 \"a\"", "EVENT@4 1");
    check(Framing.ndjson(), "datum\n", "EVENT@0 datum");
    check(Framing.ndjson(), "identity\n", "EVENT@0 identity");
    check(Framing.jsonArray(), "<html>\n", "STRAY@0 <html>");
    check(Framing.jsonArray(), "error: {}\n", "STRAY@0 error: {}");
    check(Framing.jsonArray(), "identity", "STRAY@0 identity");
    check(Framing.awsEventStream(), "<html></html>", "MalformedFrameException@0");
  }

  @Test
  void a_stream_that_ends_before_the_choice_is_the_expected_one() {
    for (var expected : ALL) {
      check(expected, "");
    }
    check(Framing.ndjson(), "dat", "EVENT@0 dat");
    check(Framing.ndjson(), MARK);
    check(Framing.ndjson(), "\u00EF\u00BB", "EVENT@0 \u00EF\u00BB");
    check(Framing.jsonArray(), " \r\n");
    check(Framing.jsonArray(), "even", "STRAY@0 even");
    check(Framing.awsEventStream(), "\r\n", "TruncatedFrameException@0");
  }

  @Test
  void only_so_much_leading_whitespace_is_held() {
    String most = " ".repeat(63);
    check(Framing.ndjson(), most + "[1]", "EVENT@64 1");
    check(Framing.ndjson(), most + " [1]", "EVENT@64 [1]");
    check(Framing.ndjson(), " ".repeat(60) + "data: 1\n\n", "EVENT@60 data: 1");
  }

  @Test
  void an_aws_message_is_told_from_text_by_the_highest_byte_of_its_length() {
    // Text, if it is not a length: a tab and an array.
    byte[] start = Arrays.copyOf(bytes("\t[1]"), 16);
    for (int limit : new int[] {Integer.MAX_VALUE, 0x0900_0000}) {
      var wide = Framing.detecting(Framing.awsEventStream()).newParser(limit);
      wide.feed(start);
      assertThatThrownBy(wide::next).isInstanceOf(MalformedFrameException.class);
    }
    var narrow = Framing.detecting(Framing.awsEventStream()).newParser(0x0900_0000 - 1);
    narrow.feed(start);
    assertThat(narrow.next()).isTrue();
    assertThat(narrow.dataAsString()).isEqualTo("1");
  }

  @Test
  void headers_and_kinds_of_messages_are_those_of_the_chosen_parser() {
    var parser = Framing.detecting(Framing.awsEventStream()).newParser(LIMIT);
    assertThat(parser.header(":message-type")).isNull();
    parser.feed(AwsMessage.exception("throttlingException", "{}").encode());
    assertThat(parser.next()).isTrue();
    assertThat(parser.kind()).isEqualTo(Frame.Kind.ERROR);
    assertThat(parser.type()).isEqualTo("throttlingException");
    assertThat(parser.header(":message-type")).isEqualTo("exception");
  }

  @Test
  void the_last_event_id_is_that_of_the_chosen_parser() {
    var parser = Framing.detecting(Framing.ndjson()).newParser(LIMIT);
    assertThat(parser.id()).isEmpty();
    parser.feed(bytes("id: 7\ndata: 1\n\n"));
    assertThat(parser.next()).isTrue();
    assertThat(parser.id()).isEqualTo("7");
  }

  @Test
  void the_first_chunk_is_not_copied_when_it_is_enough_for_the_choice() {
    byte[] chunk = bytes("\n[{}]");
    var parser = Framing.detecting(Framing.sse()).newParser(LIMIT);
    parser.feed(chunk);
    assertThat(parser.next()).isTrue();
    assertThat(parser.data().array()).isSameAs(chunk);
  }

  @Test
  void the_limit_is_that_of_the_chosen_parser() {
    var framing = Framing.detecting(Framing.sse());
    assertEveryWay(() -> framing.newParser(4), bytes("[\"ab\"]"), AtEnd.DISCARD, "EVENT@1 \"ab\"");
    assertEveryWay(
        () -> framing.newParser(3), bytes("[\"ab\"]"), AtEnd.DISCARD, "FrameLimitException@1");
    assertEveryWay(() -> framing.newParser(1), bytes("[1]"), AtEnd.DISCARD, "EVENT@1 1");
    assertThatThrownBy(() -> framing.newParser(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_framing_of_the_callers_own_is_used_whatever_the_bytes_are() {
    var own =
        new Framing() {
          @Override
          public String name() {
            return "own";
          }

          @Override
          public FrameParser newParser(int maxFrameBytes) {
            return NdjsonParser.create(maxFrameBytes);
          }
        };
    assertThat(Framing.detecting(own).name()).isEqualTo("own");
    check(own, "[1]\n", "EVENT@0 [1]");
  }

  @Test
  void framings_have_the_names_of_the_formats() {
    assertThat(ALL)
        .extracting(Framing::name)
        .containsExactly("sse", "ndjson", "json-array", "aws-eventstream");
    assertThat(Framing.detecting(Framing.sse()).name()).isEqualTo("sse");
  }
}
