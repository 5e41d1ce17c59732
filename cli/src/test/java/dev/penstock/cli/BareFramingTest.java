package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class BareFramingTest {
  private static Run decode(String format, String input, String... more) {
    var args = new ArrayList<>(List.of("decode", "--format", format, "-"));
    args.addAll(List.of(more));
    return Run.of(args).in(input).go();
  }

  @Test
  void sse_is_strict_and_shows_event_data_and_id() {
    var run =
        decode(
            "sse",
            """
            : a comment
            data: one
            data: and a half

            event: two
            id: 7
            data: zwei

            no field at all
            data: three

            data: unfinished
            """);

    assertThat(run.out())
        .isEqualTo(
            """
            {"event":"message","data":"one\\nand a half","id":""}
            {"event":"two","data":"zwei","id":"7"}
            {"event":"message","data":"three","id":"7"}
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(0);
  }

  @Test
  void text_of_a_bare_framing_is_the_data_a_line_each() {
    assertThat(decode("sse", "data: a\n\ndata: b\n\n", "--output", "text").out())
        .isEqualTo("a\nb\n");
  }

  @Test
  void a_summary_of_a_bare_framing_counts() {
    assertThat(decode("sse", "data: a\n\ndata: b\n\n", "--output", "summary").out())
        .isEqualTo(
            """
            {"outcome":"completed","text":"","thinking":"","toolCalls":[],"finishReason":null,\
            "rawFinishReason":null,"usage":{},"error":null,"events":2,"bytes":18,"file":"-"}
            """);
  }

  @Test
  void ndjson_takes_a_last_line_without_a_line_end() {
    assertThat(decode("ndjson", "{\"a\":1}\r\n\n{\"b\":2}").out())
        .isEqualTo(
            """
            {"event":"message","data":"{\\"a\\":1}","id":""}
            {"event":"message","data":"{\\"b\\":2}","id":""}
            """);
  }

  @Test
  void elements_of_a_json_array_come_one_by_one_and_what_is_none_is_told() {
    var run = decode("json-array", "[{\"a\":1},\n nonsense, {\"b\":2}]");

    assertThat(run.outLines())
        .containsExactly(
            "{\"event\":\"message\",\"data\":\"{\\\"a\\\":1}\",\"id\":\"\"}",
            "{\"event\":\"message\",\"data\":\"{\\\"b\\\":2}\",\"id\":\"\"}");
    assertThat(run.err())
        .startsWith("penstock: -: malformed: ")
        .contains("byte 11")
        .hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void a_json_array_that_is_cut_is_incomplete() {
    var run = decode("json-array", "[{\"a\":1},{\"b\"", "--output", "summary");

    assertThat(run.json()).containsEntry("outcome", "incomplete").containsEntry("events", 1L);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aws_messages_show_their_type_and_bytes_of_another_format_are_malformed() {
    var message = AwsMessage.of("{\"a\":1}", ":message-type", "event", ":event-type", "x");

    var run =
        Run.of("decode", "--format", "aws-eventstream", "-")
            .in(new ByteArrayInputStream(message))
            .go();
    var other = decode("aws-eventstream", "data: this is no event stream of AWS\n\n");

    assertThat(run.out()).isEqualTo("{\"event\":\"x\",\"data\":\"{\\\"a\\\":1}\",\"id\":\"\"}\n");
    assertThat(run.status()).isEqualTo(0);
    assertThat(other.err()).contains("malformed: ");
    assertThat(other.status()).isEqualTo(1);
  }
}
