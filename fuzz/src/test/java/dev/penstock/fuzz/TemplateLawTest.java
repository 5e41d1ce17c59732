package dev.penstock.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of chunk templates: with them and without, the same is said of a stream, whatever is in
 * it.
 */
final class TemplateLawTest {
  private static final String SWITCH = "penstock.templates";
  private static final List<Provider> ALL = List.of(Provider.values());
  private static final int RUNS =
      Integer.getInteger("penstock.differential.runs", 100_000) / ALL.size();
  private static final Pattern OFFSET = Pattern.compile(" at byte \\d+ of its data$");
  private static final int MIB = 1 << 20;

  /** What a string may be changed to; holes are strings, too. */
  private static final List<String> CONTENTS =
      List.of(
          "",
          "x",
          "a\\nb",
          "\\\"",
          "\\\\",
          "\\u00e9",
          "\\ud83d\\ude00",
          "\\ud800",
          "\\u00",
          "\\x",
          "\\",
          "\"",
          "\",\"text\":\"y",
          "\u0000",
          "\u001F",
          "\t",
          "\u007F",
          "\u00C3\u00A9",
          "\u00F0\u009F\u0098\u0080",
          "\u00EF\u00BF\u00BD",
          "\u00ED\u00A0\u0080",
          "\u00C0\u0080",
          "\u00C3",
          "\u00FF",
          "\u00EF",
          "\u00EF\u00BB\u00BF",
          "1",
          "null",
          "error",
          "{}",
          "[DONE]");

  private static final List<String> VALUES =
      List.of(
          "null", "true", "0", "-1", "7", "12345678901234567890", "1.5", "1e9", "01", "[]", "{}");

  @ParameterizedTest
  @EnumSource(Provider.class)
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void changed_frames_among_their_like(Provider provider) {
    var random = new SplittableRandom(ALL.indexOf(provider));
    var streams = provider.seeds().stream().map(TemplateLawTest::frames).toList();
    for (int run = 0; run < RUNS; run++) {
      var frames = streams.get(random.nextInt(streams.size()));
      check(provider, join(among(frames, random)));
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void streams_as_they_are_and_with_frames_that_come_again(Provider provider) {
    for (var seed : provider.seeds()) {
      check(provider, seed);
      var twice = new ArrayList<byte[]>();
      for (var frame : frames(seed)) {
        twice.addAll(List.of(frame, frame, frame));
      }
      check(provider, join(twice));
    }
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void a_hole_of_a_mebibyte() {
    var random = new SplittableRandom(1);
    for (var provider : List.of(Provider.OPENAI, Provider.ANTHROPIC, Provider.OLLAMA)) {
      for (var frame : frames(provider.seeds().getFirst())) {
        var large = replaced(frame, "x".repeat(MIB), random);
        check(provider, join(List.of(frame, frame, frame, large, frame)));
      }
    }
  }

  static Stream<byte[]> templatesSeeds() {
    return ALL.stream()
        .flatMap(provider ->
            provider.seeds().stream()
                .map(seed -> {
                  var input = new ArrayList<byte[]>();
                  input.add(new byte[] {(byte) ALL.indexOf(provider)});
                  for (var frame : frames(seed)) {
                    input.addAll(List.of(frame, frame, frame));
                  }
                  return join(input);
                }));
  }

  @MethodSource("templatesSeeds")
  @FuzzTest
  void templates(byte[] input) {
    if (input.length > 0) {
      var provider = ALL.get((input[0] & 0xFF) % ALL.size());
      check(provider, Arrays.copyOfRange(input, 1, input.length));
    }
  }

  private static void check(Provider provider, byte[] input) {
    byte[] body = provider.body(input);
    var with = Reading.of(provider.dialect(), body, size -> size);
    System.setProperty(SWITCH, "off");
    try {
      var without = Reading.of(provider.dialect(), body, size -> size);
      assertThat(said(with)).as(() -> new String(input, ISO_8859_1)).isEqualTo(said(without));
    } finally {
      System.clearProperty(SWITCH);
    }
  }

  /** Jackson says where broken UTF-8 is as well as its buffers, which grow, let it know. */
  private static List<Object> said(Reading reading) {
    return reading.said().stream()
        .<Object>map(
            said -> said instanceof String text ? OFFSET.matcher(text).replaceAll("") : said)
        .toList();
  }

  /** Cuts a stream after blank lines, or after each line where there are none. */
  private static List<byte[]> frames(byte[] stream) {
    var text = new String(stream, ISO_8859_1);
    var end = text.contains("\r\n\r\n") ? "\r\n\r\n" : text.contains("\n\n") ? "\n\n" : "\n";
    var frames = new ArrayList<byte[]>();
    for (int from = 0; from < text.length(); ) {
      int at = text.indexOf(end, from);
      int to = at < 0 ? text.length() : at + end.length();
      frames.add((text.substring(from, to) + (at < 0 ? end : "")).getBytes(ISO_8859_1));
      from = to;
    }
    return frames;
  }

  /** Some frames of a stream, then one of them over and again, changed and not, then the rest. */
  private static List<byte[]> among(List<byte[]> frames, SplittableRandom random) {
    int chosen = random.nextInt(frames.size());
    int other = random.nextInt(frames.size());
    var all = new ArrayList<>(frames.subList(random.nextInt(chosen + 1), chosen));
    for (int i = random.nextInt(8); i >= 0; i--) {
      var frame = frames.get(random.nextInt(4) == 0 ? other : chosen);
      all.add(frame);
      all.add(frame);
      all.add(changed(frame, random));
    }
    all.addAll(frames.subList(chosen, frames.size()));
    return all;
  }

  private static byte[] changed(byte[] frame, SplittableRandom random) {
    int at = random.nextInt(frame.length);
    return switch (random.nextInt(6)) {
      case 0 -> frame;
      case 1 -> spliced(frame, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      case 2 -> spliced(frame, at, at, new byte[] {(byte) random.nextInt(256)});
      case 3 -> spliced(frame, at, at + 1, new byte[0]);
      case 4 -> value(frame, random);
      default -> replaced(frame, CONTENTS.get(random.nextInt(CONTENTS.size())), random);
    };
  }

  /** Replaces what is between two quotes. */
  private static byte[] replaced(byte[] frame, String content, SplittableRandom random) {
    var quotes = new ArrayList<Integer>();
    for (int i = 0; i < frame.length; i++) {
      if (frame[i] == '"') {
        quotes.add(i);
      }
    }
    if (quotes.size() < 2) {
      return frame;
    }
    int first = random.nextInt(quotes.size() - 1);
    return spliced(
        frame, quotes.get(first) + 1, quotes.get(first + 1), content.getBytes(ISO_8859_1));
  }

  /** Replaces what is after a colon. */
  private static byte[] value(byte[] frame, SplittableRandom random) {
    int at = random.nextInt(frame.length);
    while (at < frame.length && frame[at] != ':') {
      at++;
    }
    int to = at;
    while (to < frame.length && frame[to] != ',' && frame[to] != '}') {
      to++;
    }
    var value = VALUES.get(random.nextInt(VALUES.size()));
    return at == frame.length ? frame : spliced(frame, at + 1, to, value.getBytes(US_ASCII));
  }

  private static byte[] spliced(byte[] frame, int from, int to, byte[] inserted) {
    return join(
        List.of(Arrays.copyOf(frame, from), inserted, Arrays.copyOfRange(frame, to, frame.length)));
  }

  private static byte[] join(List<byte[]> parts) {
    var all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
