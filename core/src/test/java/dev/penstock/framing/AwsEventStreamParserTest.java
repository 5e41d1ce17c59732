package dev.penstock.framing;

import static dev.penstock.framing.FrameLog.assertEveryWay;
import static dev.penstock.framing.FrameLog.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.framing.AwsHeaderValue.BooleanValue;
import dev.penstock.framing.AwsHeaderValue.ByteValue;
import dev.penstock.framing.AwsHeaderValue.BytesValue;
import dev.penstock.framing.AwsHeaderValue.IntegerValue;
import dev.penstock.framing.AwsHeaderValue.LongValue;
import dev.penstock.framing.AwsHeaderValue.ShortValue;
import dev.penstock.framing.AwsHeaderValue.StringValue;
import dev.penstock.framing.AwsHeaderValue.TimestampValue;
import dev.penstock.framing.AwsHeaderValue.UuidValue;
import dev.penstock.framing.FrameParser.AtEnd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsEventStreamParserTest {
  private static final Map<String, AwsHeaderValue> EVERY_TYPE =
      Map.of(
          "true", new BooleanValue(true),
          "false", new BooleanValue(false),
          "byte", new ByteValue((byte) -2),
          "short", new ShortValue(Short.MIN_VALUE),
          "int", new IntegerValue(Integer.MIN_VALUE),
          "long", new LongValue(Long.MIN_VALUE),
          "bytes", new BytesValue(ByteBuffer.wrap(new byte[] {0, -1})),
          "string", new StringValue("é\u2028"),
          "timestamp", new TimestampValue(Instant.ofEpochMilli(-1)),
          "uuid", new UuidValue(new UUID(-1, 2)));

  private static byte[] join(byte[]... messages) {
    var out = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      out.writeBytes(message);
    }
    return out.toByteArray();
  }

  private static void check(byte[] input, String... frames) {
    for (var rule : AtEnd.values()) {
      assertEveryWay(AwsEventStreamParser::create, input, rule, frames);
    }
  }

  private static AwsEventStreamParser parse(AwsMessage message) {
    var parser = AwsEventStreamParser.create();
    parser.feed(message.encode());
    assertThat(parser.next()).isTrue();
    return parser;
  }

  @Test
  void messages_are_frames_in_every_splitting() {
    byte[] first =
        AwsMessage.of("{\"a\":1}", ":message-type", "event", ":event-type", "chunk").encode();
    byte[] second = AwsMessage.of("", ":message-type", "event").encode();
    byte[] third = AwsMessage.of("x").encode();
    check(
        join(first, second, third),
        "EVENT@0 chunk {\"a\":1} {:message-type=StringValue[value=event],"
            + " :event-type=StringValue[value=chunk]}",
        "EVENT@" + first.length + "  {:message-type=StringValue[value=event]}",
        "EVENT@" + (first.length + second.length) + " x {}");
  }

  @Test
  void exceptions_and_errors_are_error_frames() {
    var exception =
        parse(AwsMessage.exception("throttlingException", "{\"message\":\"slow down\"}"));
    assertThat(exception.kind()).isEqualTo(Frame.Kind.ERROR);
    assertThat(exception.type()).isEqualTo("throttlingException");
    assertThat(exception.dataAsString()).isEqualTo("{\"message\":\"slow down\"}");
    var error = parse(AwsMessage.error("InternalError", "it broke"));
    assertThat(error.kind()).isEqualTo(Frame.Kind.ERROR);
    assertThat(error.type()).isEqualTo("InternalError");
    assertThat(error.header(":error-message")).isEqualTo("it broke");
    assertThat(error.data().isEmpty()).isTrue();
  }

  @Test
  void a_type_is_that_of_its_own_message_and_else_message() {
    byte[] a = AwsMessage.event("a", "1").encode();
    byte[] none = AwsMessage.of("2", ":message-type", "exception", ":event-type", "a").encode();
    byte[] message = AwsMessage.event("message", "3").encode();
    var parser = AwsEventStreamParser.create();
    parser.feed(join(a, none, message, a));
    for (String type : List.of("a", "message", "message", "a")) {
      assertThat(parser.next()).isTrue();
      assertThat(parser.type()).isEqualTo(type);
    }
  }

  @Test
  void a_type_that_repeats_is_the_same_string() {
    byte[] message = AwsMessage.event("contentBlockDelta", "1").encode();
    var parser = AwsEventStreamParser.create();
    parser.feed(join(message, message));
    assertThat(parser.next()).isTrue();
    String first = parser.type();
    assertThat(parser.next()).isTrue();
    assertThat(parser.type()).isSameAs(first);
  }

  @Test
  void headers_of_all_ten_types_are_decoded() {
    var parser = parse(new AwsMessage(List.copyOf(EVERY_TYPE.entrySet()), bytes("x")));
    assertThat(parser.headers()).containsExactlyInAnyOrderEntriesOf(EVERY_TYPE);
    assertThat(parser.header("string")).isEqualTo("é\u2028");
    assertThat(parser.header("int")).isNull();
    assertThat(parser.header("none")).isNull();
  }

  @Test
  void header_values_are_kept_after_the_parser_moved_on() {
    byte[] input =
        join(
            new AwsMessage(List.copyOf(EVERY_TYPE.entrySet()), bytes("x")).encode(),
            AwsMessage.of("y").encode());
    var parser = AwsEventStreamParser.create();
    parser.feed(input);
    assertThat(parser.next()).isTrue();
    var headers = parser.headers();
    assertThat(parser.next()).isTrue();
    Arrays.fill(input, (byte) 0);
    assertThat(headers).containsExactlyInAnyOrderEntriesOf(EVERY_TYPE);
    assertThat(parser.headers()).isEmpty();
  }

  @Test
  void bytes_of_a_header_can_be_neither_written_to_nor_moved() {
    var value = new BytesValue(ByteBuffer.wrap(new byte[] {1, 2}));
    value.value().get();
    assertThat(value.value().remaining()).isEqualTo(2);
    assertThat(value.value().isReadOnly()).isTrue();
    assertThat(value).hasToString("BytesValue[value=0102]");
  }

  @Test
  void of_headers_with_one_name_the_last_counts() {
    var parser =
        parse(AwsMessage.of("", ":message-type", "event", ":event-type", "a", ":event-type", "b"));
    assertThat(parser.type()).isEqualTo("b");
    assertThat(parser.header(":event-type")).isEqualTo("b");
    assertThat(parser.headers()).containsEntry(":event-type", new StringValue("b"));
  }

  @Test
  void names_and_strings_of_the_greatest_lengths_are_read() {
    var parser = parse(AwsMessage.of("p", "n".repeat(255), "v".repeat(65_535), "", "empty name"));
    assertThat(parser.header("n".repeat(255))).hasSize(65_535);
    assertThat(parser.header("")).isEqualTo("empty name");
    assertThat(parser.dataAsString()).isEqualTo("p");
  }

  @Test
  void the_last_header_may_be_an_empty_string() {
    var parser = parse(AwsMessage.of("p", "empty", ""));
    assertThat(parser.header("empty")).isEmpty();
    assertThat(parser.dataAsString()).isEqualTo("p");
  }

  @Test
  void a_payload_within_a_chunk_is_not_copied() {
    byte[] chunk = AwsMessage.event("a", "payload").encode();
    var parser = AwsEventStreamParser.create();
    parser.feed(chunk);
    assertThat(parser.next()).isTrue();
    assertThat(parser.data().array()).isSameAs(chunk);
  }

  @Test
  void a_message_is_handed_out_before_any_byte_of_the_next_one() {
    byte[] message = AwsMessage.event("a", "payload").encode();
    var parser = AwsEventStreamParser.create();
    for (int extra = 0; extra < 16; extra++) {
      parser.feed(join(message, Arrays.copyOf(message, extra)));
      assertThat(parser.next()).as("with " + extra + " bytes more").isTrue();
      assertThat(parser.next()).isFalse();
      parser.feed(message, extra, message.length - extra);
      assertThat(parser.next()).isTrue();
      assertThat(parser.next()).isFalse();
    }
  }

  @Test
  void any_flipped_bit_is_found_after_the_messages_before_it() {
    byte[] good = AwsMessage.of("1").encode();
    byte[] message = AwsMessage.event("a", "{}").encode();
    for (int bit = 0; bit < message.length * 8; bit++) {
      byte[] bad = message.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      var log =
          FrameLog.read(
              AwsEventStreamParser.create(), Cuts.every(5, join(good, bad)), AtEnd.DISCARD);
      assertThat(log)
          .as("bit " + bit)
          .containsExactly("EVENT@0 1 {}", "MalformedFrameException@" + good.length);
    }
  }

  @Test
  void the_exception_tells_which_checksum_is_wrong_and_where() {
    byte[] bad = AwsMessage.of("1").encode();
    bad[8] ^= 1;
    var prelude = AwsEventStreamParser.create();
    prelude.feed(bad);
    assertThatThrownBy(prelude::next)
        .hasMessageMatching(
            "the prelude CRC-32 is \\p{XDigit}{8}, expected \\p{XDigit}{8}, at byte 0");
    byte[] good = AwsMessage.of("1").encode();
    good[good.length - 1] ^= 1;
    var message = AwsEventStreamParser.create();
    message.feed(good);
    assertThatThrownBy(message::next)
        .hasMessageMatching(
            "the message CRC-32 is \\p{XDigit}{8}, expected \\p{XDigit}{8}, at byte 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11, 12, 15})
  void a_total_length_below_16_is_refused(int total) {
    check(AwsMessage.prelude(total, 0, 20), "MalformedFrameException@0");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 0x7FFF_FFFF, -1, -16})
  void headers_longer_than_the_message_are_refused(int headers) {
    check(AwsMessage.prelude(20, headers, 20), "MalformedFrameException@0");
  }

  @Test
  void headers_that_reach_into_the_last_checksum_are_refused_before_that_is_looked_at() {
    var parser = AwsEventStreamParser.create();
    parser.feed(AwsMessage.prelude(20, 5, 20));
    assertThatThrownBy(parser::next)
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("headers of 5 bytes in a message of 20");
  }

  @ParameterizedTest
  @ValueSource(ints = {16 * 1024 * 1024 + 1, 0x7FFF_FFFF, 0x8000_0000, -1})
  void a_length_above_the_limit_is_refused_at_the_end_of_the_prelude(int total) {
    check(AwsMessage.prelude(total, 0, 0), "FrameLimitException@0");
  }

  @Test
  void a_message_of_exactly_the_limit_is_handed_out() {
    byte[] message = AwsMessage.of("12345678").encode();
    int size = message.length;
    assertEveryWay(
        () -> AwsEventStreamParser.create(size + 1), message, AtEnd.DISCARD, "EVENT@0 12345678 {}");
    assertEveryWay(
        () -> AwsEventStreamParser.create(size), message, AtEnd.DISCARD, "EVENT@0 12345678 {}");
    assertEveryWay(
        () -> AwsEventStreamParser.create(size - 1),
        message,
        AtEnd.DISCARD,
        "FrameLimitException@0");
    assertEveryWay(
        () -> AwsEventStreamParser.create(1), message, AtEnd.DISCARD, "FrameLimitException@0");
  }

  @Test
  void memory_follows_the_bytes_that_came_not_the_length_announced() {
    byte[] prelude = AwsMessage.prelude(Integer.MAX_VALUE, 0, 0);
    var parser = AwsEventStreamParser.create(Integer.MAX_VALUE);
    parser.feed(prelude);
    assertThat(parser.next()).isFalse();
    parser.end(AtEnd.FLUSH);
    assertThatThrownBy(parser::next)
        .hasMessage("the bytes ended after 12 of 2147483647 in the frame that begins at byte 0");
  }

  @ParameterizedTest
  @EnumSource
  void every_truncation_is_seen(AtEnd rule) {
    byte[] first = AwsMessage.event("a", "{}").encode();
    byte[] both = join(first, AwsMessage.exception("b", "{}").encode());
    for (int length = 0; length < both.length; length++) {
      var log =
          FrameLog.read(
              AwsEventStreamParser.create(), Cuts.every(7, Arrays.copyOf(both, length)), rule);
      if (length == 0 || length == first.length) {
        assertThat(log).hasSize(length == 0 ? 0 : 1).noneMatch(line -> line.contains("Exception@"));
      } else {
        assertThat(log).hasSize(length < first.length ? 1 : 2);
        assertThat(log.getLast())
            .isEqualTo("TruncatedFrameException@" + (length < first.length ? 0 : first.length));
      }
    }
  }

  @Test
  void headers_that_are_none_are_refused_where_they_are() {
    byte[] good = {1, 'a', 0};
    byte[][] bad = {
      {5},
      {1, 'b'},
      {1, 'b', 10},
      {1, 'b', -1},
      {1, 'b', 2},
      {1, 'b', 4, 0, 0, 0},
      {1, 'b', 7},
      {1, 'b', 7, 0},
      {1, 'b', 7, 0, 2, 'x'},
      {1, 'b', 6, -1, -1},
      {1, 'b', 9, 1, 2},
      {-1, 'b', 0}
    };
    for (byte[] header : bad) {
      check(
          AwsMessage.encode(join(good, header), bytes("payload that must not be read")),
          "MalformedFrameException@15");
    }
  }

  @Test
  void another_format_is_refused_at_the_first_checksum() {
    check(bytes("<html><body>503</body></html>"), "MalformedFrameException@0");
    check("data: {\"a\":1}\n\n".getBytes(UTF_8), "MalformedFrameException@0");
  }

  @Test
  @Timeout(60)
  void a_message_of_10_mebibytes_by_the_byte_takes_linear_time() {
    byte[] message = AwsMessage.encode(new byte[0], new byte[10 << 20]);
    var parser = AwsEventStreamParser.create();
    for (int i = 0; i < message.length; i++) {
      parser.feed(message, i, 1);
      if (parser.next() != (i == message.length - 1)) {
        throw new AssertionError("at byte " + i);
      }
    }
    assertThat(parser.data().length()).isEqualTo(10 << 20);
  }

  @Test
  void a_limit_below_one_is_refused() {
    assertThatThrownBy(() -> AwsEventStreamParser.create(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
