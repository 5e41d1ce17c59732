package dev.penstock.framing;

import static java.util.stream.Collectors.toMap;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** Our parser beside AWS's own library, {@code software.amazon.eventstream}. */
final class AwsDecoderTest {
  private static final int RUNS = Integer.getInteger("penstock.differential.runs", 100_000);

  private record Decoded(Map<String, AwsHeaderValue> headers, String payload) {}

  private static AwsHeaderValue ours(HeaderValue value) {
    // The type's own type is not public.
    Object type = value.getType();
    return switch (type.toString()) {
      case "TRUE", "FALSE" -> new BooleanValue(value.getBoolean());
      case "BYTE" -> new ByteValue(value.getByte());
      case "SHORT" -> new ShortValue(value.getShort());
      case "INTEGER" -> new IntegerValue(value.getInteger());
      case "LONG" -> new LongValue(value.getLong());
      case "BYTE_ARRAY" -> new BytesValue(value.getByteBuffer());
      case "STRING" -> new StringValue(value.getString());
      case "TIMESTAMP" -> new TimestampValue(value.getTimestamp());
      case "UUID" -> new UuidValue(value.getUuid());
      default -> throw new AssertionError(type);
    };
  }

  private static HeaderValue theirs(AwsHeaderValue value) {
    return switch (value) {
      case BooleanValue(boolean b) -> HeaderValue.fromBoolean(b);
      case ByteValue(byte b) -> HeaderValue.fromByte(b);
      case ShortValue(short s) -> HeaderValue.fromShort(s);
      case IntegerValue(int i) -> HeaderValue.fromInteger(i);
      case LongValue(long l) -> HeaderValue.fromLong(l);
      case BytesValue(ByteBuffer bytes) -> HeaderValue.fromByteBuffer(bytes);
      case StringValue(String s) -> HeaderValue.fromString(s);
      case TimestampValue(var instant) -> HeaderValue.fromTimestamp(instant);
      case UuidValue(var uuid) -> HeaderValue.fromUuid(uuid);
    };
  }

  private static Decoded decoded(Message message) {
    var headers = new LinkedHashMap<String, AwsHeaderValue>();
    message.getHeaders().forEach((name, value) -> headers.put(name, ours(value)));
    return new Decoded(headers, latin1(message.getPayload()));
  }

  /** AWS refuses empty names, strings and byte arrays, both ways; we read them. */
  private static AwsMessage message(RandomInputs inputs) {
    var message = inputs.message();
    var headers =
        message.headers().stream()
            .filter(header -> !header.getKey().isEmpty() && !isEmpty(header.getValue()))
            .toList();
    return new AwsMessage(headers, message.payload());
  }

  private static boolean isEmpty(AwsHeaderValue value) {
    return switch (value) {
      case StringValue(String string) -> string.isEmpty();
      case BytesValue(ByteBuffer bytes) -> !bytes.hasRemaining();
      default -> false;
    };
  }

  private static String latin1(byte[] bytes) {
    return ByteSlice.of(bytes).toLatin1();
  }

  private static List<Decoded> parse(List<ByteBuffer> chunks) {
    var parser = AwsEventStreamParser.create();
    var frames = new ArrayList<Decoded>();
    for (var chunk : chunks) {
      parser.feed(chunk);
      while (parser.next()) {
        frames.add(new Decoded(parser.headers(), latin1(parser.data().toByteArray())));
      }
    }
    parser.end(AtEnd.DISCARD);
    assertThat(parser.next()).isFalse();
    return frames;
  }

  @Test
  void what_we_encode_both_decode_alike() {
    var random = new SplittableRandom(1);
    for (int run = 0; run < RUNS / 10; run++) {
      byte[] bytes = message(new RandomInputs(random)).encode();
      var theirs = decoded(Message.decode(ByteBuffer.wrap(bytes)));
      assertThat(parse(Cuts.random(bytes, random))).containsExactly(theirs);
    }
  }

  @Test
  void what_aws_encodes_we_decode() {
    var random = new SplittableRandom(2);
    for (int run = 0; run < RUNS / 10; run++) {
      var message = message(new RandomInputs(random));
      // AWS's encoder leaves out the values of bytes and shorts.
      var headers =
          message.headers().stream()
              .filter(header ->
                  !(header.getValue() instanceof ByteValue
                      || header.getValue() instanceof ShortValue))
              .collect(
                  toMap(
                      Map.Entry::getKey,
                      header -> theirs(header.getValue()),
                      (a, b) -> b,
                      LinkedHashMap::new));
      var theirs = new Message(headers, message.payload());
      var out = new ByteArrayOutputStream();
      theirs.encode(out);
      assertThat(parse(Cuts.random(out.toByteArray(), random))).containsExactly(decoded(theirs));
    }
  }

  @Test
  void streams_are_cut_alike() {
    var random = new SplittableRandom(3);
    for (int run = 0; run < 200; run++) {
      var out = new ByteArrayOutputStream();
      for (int i = random.nextInt(20); i > 0; i--) {
        out.writeBytes(message(new RandomInputs(random)).encode());
      }
      var decoder = new MessageDecoder();
      Cuts.random(out.toByteArray(), random).forEach(decoder::feed);
      var theirs = decoder.getDecodedMessages().stream().map(AwsDecoderTest::decoded).toList();
      assertThat(parse(Cuts.random(out.toByteArray(), random))).isEqualTo(theirs);
    }
  }

  @Test
  void what_aws_refuses_we_refuse() {
    var random = new SplittableRandom(4);
    for (int run = 0; run < RUNS / 10; run++) {
      var inputs = new RandomInputs(random);
      byte[] bytes =
          random.nextBoolean()
              ? damaged(inputs)
              : AwsMessage.encode(inputs.someBytes(12), inputs.someBytes(9));
      Throwable refused = null;
      try {
        Message.decode(ByteBuffer.wrap(bytes));
      } catch (RuntimeException e) {
        refused = e;
      }
      if (refused != null && String.valueOf(refused.getMessage()).contains("may not be empty")) {
        continue;
      }
      if (refused == null) {
        assertThat(parse(Cuts.random(bytes, random))).hasSize(1);
      } else {
        assertThatThrownBy(() -> parse(Cuts.random(bytes, random)))
            .isInstanceOf(MalformedFrameException.class);
      }
    }
  }

  private static byte[] damaged(RandomInputs inputs) {
    byte[] bytes = message(inputs).encode();
    byte[] place = inputs.someBytes(bytes.length);
    bytes[place.length] ^= 1;
    return bytes;
  }
}
