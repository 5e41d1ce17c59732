package dev.penstock.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.penstock.Limits;
import dev.penstock.framing.ByteSlice;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every normalizer: whatever the bytes, the same comes out of one chunk and of many, nothing is
 * thrown but what says that the input is broken, and what comes out is in proportion to what went
 * in.
 *
 * <p>An input's first four bytes say how the others are cut.
 */
final class NormalizerFuzzTest {
  private static final int CONTROL = 4;
  private static final int MUTATIONS = 1_500;
  private static final String[] SNIPPETS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "null",
    "true",
    "\\",
    "\\u",
    "\n",
    "\n\n",
    "\r",
    "data:",
    "error:",
    "1e999",
    "-",
    "0",
    "\u0000",
    "\u00F0\u009F\u0098\u0080",
    "{}",
    "[]",
    "\"\"",
    "[{}]",
    "{\"error\":{}}",
    "999999999999999999999",
    "\"$.a[99999999].b\"",
  };

  @MethodSource("openaiSeeds")
  @FuzzTest
  void openai(byte[] input) {
    check(Provider.OPENAI, input);
  }

  static Stream<byte[]> openaiSeeds() {
    return seeds(Provider.OPENAI);
  }

  @MethodSource("responsesSeeds")
  @FuzzTest
  void responses(byte[] input) {
    check(Provider.RESPONSES, input);
  }

  static Stream<byte[]> responsesSeeds() {
    return seeds(Provider.RESPONSES);
  }

  @MethodSource("anthropicSeeds")
  @FuzzTest
  void anthropic(byte[] input) {
    check(Provider.ANTHROPIC, input);
  }

  static Stream<byte[]> anthropicSeeds() {
    return seeds(Provider.ANTHROPIC);
  }

  @MethodSource("geminiSeeds")
  @FuzzTest
  void gemini(byte[] input) {
    check(Provider.GEMINI, input);
  }

  static Stream<byte[]> geminiSeeds() {
    return seeds(Provider.GEMINI);
  }

  @MethodSource("interactionsSeeds")
  @FuzzTest
  void interactions(byte[] input) {
    check(Provider.INTERACTIONS, input);
  }

  static Stream<byte[]> interactionsSeeds() {
    return seeds(Provider.INTERACTIONS);
  }

  @MethodSource("ollamaSeeds")
  @FuzzTest
  void ollama(byte[] input) {
    check(Provider.OLLAMA, input);
  }

  static Stream<byte[]> ollamaSeeds() {
    return seeds(Provider.OLLAMA);
  }

  @MethodSource("cohereSeeds")
  @FuzzTest
  void cohere(byte[] input) {
    check(Provider.COHERE, input);
  }

  static Stream<byte[]> cohereSeeds() {
    return seeds(Provider.COHERE);
  }

  @MethodSource("converseSeeds")
  @FuzzTest
  void converse(byte[] input) {
    check(Provider.CONVERSE, input);
  }

  static Stream<byte[]> converseSeeds() {
    return seeds(Provider.CONVERSE);
  }

  @MethodSource("invokeSeeds")
  @FuzzTest
  void invoke(byte[] input) {
    check(Provider.INVOKE, input);
  }

  static Stream<byte[]> invokeSeeds() {
    return seeds(Provider.INVOKE);
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void seeds_that_were_changed_a_little(Provider provider) {
    var random = new SplittableRandom(42);
    var seeds = provider.seeds();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = withControl(seeds.get(random.nextInt(seeds.size())), random.nextInt());
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        input = changed(input, random);
      }
      check(provider, input);
    }
  }

  private static byte[] changed(byte[] input, SplittableRandom random) {
    int from = CONTROL + random.nextInt(input.length - CONTROL + 1);
    int to = Math.min(input.length, from + random.nextInt(1 + random.nextInt(60)));
    byte[] inserted =
        switch (random.nextInt(4)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {(byte) random.nextInt(256)};
          case 2 -> {
            // Another part of the same input.
            int begin = CONTROL + random.nextInt(input.length - CONTROL + 1);
            yield Arrays.copyOfRange(
                input, begin, Math.min(input.length, begin + random.nextInt(200)));
          }
          default -> {
            var snippet = SNIPPETS[random.nextInt(SNIPPETS.length)];
            yield snippet.getBytes(ISO_8859_1);
          }
        };
    return ByteBuffer.allocate(from + inserted.length + input.length - to)
        .put(input, 0, from)
        .put(inserted)
        .put(input, to, input.length - to)
        .array();
  }

  private static Stream<byte[]> seeds(Provider provider) {
    return provider.seeds().stream().map(seed -> withControl(seed, 0x07_05_03_01));
  }

  private static byte[] withControl(byte[] seed, int control) {
    return ByteBuffer.allocate(CONTROL + seed.length).putInt(control).put(seed).array();
  }

  private static void check(Provider provider, byte[] input) {
    if (input.length < CONTROL) {
      return;
    }
    int control = ByteBuffer.wrap(input).getInt();
    byte[] body = provider.body(Arrays.copyOfRange(input, CONTROL, input.length));
    var whole = Reading.of(provider.dialect(), body, size -> size);
    var random = new SplittableRandom(control);
    int longest = 1 + (control & 0xFF);
    var split = Reading.of(provider.dialect(), body, size -> 1 + random.nextInt(longest));
    assertThat(split).isEqualTo(whole);
    assertThat(whole.characters()).isLessThan(1_000 + 20L * body.length);
    var error =
        provider.dialect().normalizers().apply(Limits.DEFAULT).errorBody(500, ByteSlice.of(body));
    assertThat(error == null || error.toString().length() < 1_000 + 20L * body.length).isTrue();
  }
}
