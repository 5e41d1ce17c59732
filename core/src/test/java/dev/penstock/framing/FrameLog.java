package dev.penstock.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.framing.FrameParser.AtEnd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a parser makes of an input, as text: a line for each frame, and a last one if it ends with
 * an exception.
 */
final class FrameLog {
  private FrameLog() {}

  /** Asserts that a parser makes the same of an input in each of {@link Cuts#all}. */
  static void assertEveryWay(
      Supplier<FrameParser> parsers, byte[] input, AtEnd rule, String... frames) {
    Cuts.all(input)
        .forEach((way, chunks) ->
            assertThat(read(parsers.get(), chunks, rule)).as(way).containsExactly(frames));
  }

  /** Feeds the chunks, and overwrites each chunk once the parser has given it back. */
  static List<String> read(FrameParser parser, List<ByteBuffer> chunks, AtEnd rule) {
    var log = new ArrayList<String>();
    try {
      for (var chunk : chunks) {
        parser.feed(chunk);
        drain(parser, log);
        overwrite(chunk);
      }
      parser.end(rule);
      drain(parser, log);
    } catch (FramingException e) {
      log.add(thrown(e.getClass(), e.offset()));
      assertThat(thrownAgain(parser)).isSameAs(e);
    }
    return log;
  }

  private static @Nullable FramingException thrownAgain(FrameParser parser) {
    try {
      parser.next();
      return null;
    } catch (FramingException e) {
      return e;
    }
  }

  private static void overwrite(ByteBuffer chunk) {
    if (!chunk.isReadOnly()) {
      for (int i = chunk.position(); i < chunk.limit(); i++) {
        chunk.put(i, (byte) '#');
      }
    }
  }

  private static void drain(FrameParser parser, List<String> log) {
    while (parser.next()) {
      String line =
          frame(parser.kind(), parser.offset(), parser.type(), parser.data().toByteArray());
      log.add(parser instanceof AwsEventStreamParser aws ? line + " " + aws.headers() : line);
    }
  }

  static String frame(Frame.Kind kind, long offset, String type, byte[] data) {
    return frame(kind, offset, type, new String(data, ISO_8859_1));
  }

  static String frame(Frame.Kind kind, long offset, String type, String data) {
    String shown = type.equals("message") ? "" : type + " ";
    return kind + "@" + offset + " " + shown + data;
  }

  static String thrown(Class<? extends FramingException> type, long offset) {
    return type.getSimpleName() + "@" + offset;
  }

  static byte[] bytes(String latin1) {
    return latin1.getBytes(ISO_8859_1);
  }
}
