package dev.penstock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.penstock.framing.Frame;
import dev.penstock.framing.FrameParser;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.Framing;
import dev.penstock.framing.FramingException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every framing: whatever the bytes, the same frames come out of one chunk and of many, each
 * within the input and the limit, and nothing is thrown but a {@link FramingException}.
 *
 * <p>An input's first four bytes say how the others are cut, the limit, and the rule for the end.
 */
final class FramingFuzzTest {
  private static final int CONTROL = 4;
  private static final String[] TEXTS = {
    "",
    "\u00EF\u00BB\u00BFevent: a\r\n"
        + "id: 1\n"
        + "data: 1\r"
        + "data:2\r\n\r\n"
        + ": comment\n"
        + "retry: 9\n"
        + "error: {}\n\n"
        + "data\n\n",
    "{\"a\":1}\n\r\n[\"\\\"\"]\r\n 12",
    "[{\"a\":[1,\"\\\\]\"]} ,\r\n true, nope, \"x\"]\n{\"error\":{}}",
    "{}{\"a\":[}\n]}tru <html>",
    "\u0000\u0000\u0000\u0010\u0000\u0000\u0000\u0000\u0005\u00C2H\u00EB\u0098\u00C9\u0098\u00FF",
  };
  private static final int[] SEEDS_A_TEXT = {0, 0x01_01_00_01, 0x02_03_08_00, 0x7F_07_20_01};

  static Stream<byte[]> seeds() {
    return Arrays.stream(TEXTS)
        .flatMap(text ->
            Arrays.stream(SEEDS_A_TEXT)
                .mapToObj(control -> {
                  byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                  return ByteBuffer.allocate(CONTROL + bytes.length)
                      .putInt(control)
                      .put(bytes)
                      .array();
                }));
  }

  @MethodSource("seeds")
  @FuzzTest
  void sse(byte[] input) {
    check(Framing.sse(), input);
  }

  @MethodSource("seeds")
  @FuzzTest
  void ndjson(byte[] input) {
    check(Framing.ndjson(), input);
  }

  @MethodSource("seeds")
  @FuzzTest
  void json_array(byte[] input) {
    check(Framing.jsonArray(), input);
  }

  @MethodSource("seeds")
  @FuzzTest
  void aws_event_stream(byte[] input) {
    check(Framing.awsEventStream(), input);
  }

  @MethodSource("seeds")
  @FuzzTest
  void aws_event_stream_under_correct_checksums(byte[] input) {
    if (input.length >= CONTROL) {
      var out = new ByteArrayOutputStream();
      out.write(input, 0, CONTROL);
      var rest = ByteBuffer.wrap(input, CONTROL, input.length - CONTROL);
      while (rest.hasRemaining()) {
        byte[] headers = take(rest);
        out.writeBytes(AwsMessages.message(headers, take(rest)));
      }
      check(Framing.awsEventStream(), out.toByteArray());
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void detected(byte[] input) {
    var all =
        List.of(Framing.sse(), Framing.ndjson(), Framing.jsonArray(), Framing.awsEventStream());
    check(Framing.detecting(all.get(input.length % all.size())), input);
  }

  /** Takes a length and so many bytes, or as many as there are. */
  private static byte[] take(ByteBuffer from) {
    int length = from.hasRemaining() ? from.get() & 0xFF : 0;
    byte[] bytes = new byte[Math.min(length, from.remaining())];
    from.get(bytes);
    return bytes;
  }

  private static void check(Framing framing, byte[] input) {
    if (input.length < CONTROL) {
      return;
    }
    int control = ByteBuffer.wrap(input).getInt();
    byte[] bytes = Arrays.copyOfRange(input, CONTROL, input.length);
    var rule = (control & 1) == 0 ? AtEnd.DISCARD : AtEnd.FLUSH;
    int limit = (control >>> 8 & 0xFF) == 0 ? 1 << 20 : control >>> 8 & 0xFF;
    var whole = read(framing.newParser(limit), bytes, List.of(bytes.length), limit, rule);
    var split = read(framing.newParser(limit), bytes, cuts(bytes.length, control), limit, rule);
    assertThat(split).isEqualTo(whole);
  }

  private static List<Integer> cuts(int length, int control) {
    var random = new SplittableRandom(control);
    int longest = 1 + (control >>> 16 & 0xFF);
    var lengths = new ArrayList<Integer>();
    for (int left = length; left > 0; left -= lengths.getLast()) {
      lengths.add(Math.min(left, random.nextInt(longest + 1)));
    }
    return lengths;
  }

  private static List<String> read(
      FrameParser parser, byte[] bytes, List<Integer> lengths, int limit, AtEnd rule) {
    var log = new ArrayList<String>();
    // A run of stray lines may lie within an event, which began before it.
    var last = new EnumMap<Frame.Kind, Long>(Frame.Kind.class);
    try {
      int at = 0;
      for (int length : lengths) {
        byte[] chunk = Arrays.copyOfRange(bytes, at, at + length);
        parser.feed(chunk);
        drain(parser, log, bytes.length, limit, last);
        Arrays.fill(chunk, (byte) '#');
        at += length;
      }
      parser.end(rule);
      drain(parser, log, bytes.length, limit, last);
    } catch (FramingException e) {
      assertThat(e.offset()).isBetween(0L, (long) bytes.length);
      log.add(e.toString());
    }
    return log;
  }

  private static void drain(
      FrameParser parser, List<String> log, int size, int limit, Map<Frame.Kind, Long> last) {
    while (parser.next()) {
      assertThat(parser.offset()).isBetween(last.getOrDefault(parser.kind(), 0L), (long) size);
      assertThat(parser.data().length()).isLessThanOrEqualTo(limit);
      last.put(parser.kind(), parser.offset());
      log.add(
          "%s@%d %s %s %s %s"
              .formatted(
                  parser.kind(),
                  parser.offset(),
                  parser.type(),
                  parser.id(),
                  parser.header(":content-type"),
                  Arrays.toString(parser.data().toByteArray())));
    }
  }
}
