package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.framing.FrameParser.AtEnd;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * The parsers against references that are slow and plain, over seeded random inputs, splittings,
 * limits and rules.
 *
 * <p>The system properties {@code penstock.differential.runs} (inputs for each framing) and {@code
 * penstock.differential.seed} make it longer and other.
 */
final class FramingDifferentialTest {
  private static final int RUNS = Integer.getInteger("penstock.differential.runs", 100_000);
  private static final long SEED = Long.getLong("penstock.differential.seed", 42);

  private interface Reference {
    List<String> read(byte[] input, int limit, AtEnd rule);
  }

  private static void compare(
      int runs,
      IntFunction<FrameParser> parsers,
      Function<RandomInputs, byte[]> inputs,
      Reference reference) {
    var seeds = new SplittableRandom(SEED);
    for (int run = 0; run < runs; run++) {
      long seed = seeds.nextLong();
      var random = new SplittableRandom(seed);
      byte[] input = inputs.apply(new RandomInputs(random.split()));
      int limit = random.nextInt(4) == 0 ? 1 + random.nextInt(40) : 1 << 20;
      var rule = random.nextBoolean() ? AtEnd.FLUSH : AtEnd.DISCARD;
      var expected = reference.read(input, limit, rule);
      var actual = FrameLog.read(parsers.apply(limit), Cuts.random(input, random), rule);
      if (!actual.equals(expected)) {
        assertThat(actual)
            .as("seed %d, limit %d, %s, input %s", seed, limit, rule, shown(input))
            .isEqualTo(expected);
      }
    }
  }

  private static String shown(byte[] input) {
    return HexFormat.of().formatHex(input) + " " + new String(input, StandardCharsets.ISO_8859_1);
  }

  @Test
  void ndjson_is_cut_as_the_reference_does() {
    compare(RUNS, NdjsonParser::create, RandomInputs::lines, NdjsonReference::read);
  }

  @Test
  void json_arrays_are_cut_as_the_reference_does() {
    compare(
        RUNS / 2,
        JsonArrayParser::create,
        RandomInputs::array,
        (input, limit, rule) -> JsonArrayReference.read(input, limit));
  }

  @Test
  void json_documents_are_cut_as_the_reference_does() {
    compare(
        RUNS / 2,
        JsonArrayParser::create,
        RandomInputs::documents,
        (input, limit, rule) -> JsonArrayReference.read(input, limit));
  }

  @Test
  void aws_messages_are_cut_as_the_reference_does() {
    compare(
        RUNS,
        AwsEventStreamParser::create,
        RandomInputs::messages,
        (input, limit, rule) -> AwsReference.read(input, limit));
  }

  @Test
  void a_detecting_parser_does_as_the_chosen_one() {
    for (var expected :
        List.of(Framing.sse(), Framing.ndjson(), Framing.jsonArray(), Framing.awsEventStream())) {
      compare(
          RUNS / 4,
          Framing.detecting(expected)::newParser,
          RandomInputs::documents,
          (input, limit, rule) ->
              FrameLog.read(chosen(expected, input).newParser(limit), Cuts.whole(input), rule));
    }
  }

  /**
   * The table of {@link DetectingParser} as patterns; whitespace beyond what it holds does not
   * occur here.
   */
  private static Framing chosen(Framing expected, byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    if (expected.equals(Framing.awsEventStream()) && text.startsWith("\u0000")) {
      return expected;
    }
    String first = text.replaceFirst("^(\u00EF\u00BB\u00BF)?[ \t\r\n]*", "");
    if (first.startsWith("[") || first.matches("(?s)\\{[\r\n].*")) {
      return Framing.jsonArray();
    }
    if (first.startsWith("{")) {
      return expected.equals(Framing.ndjson()) ? expected : Framing.jsonArray();
    }
    return first.matches("(?s)(:|(data|event|id|retry)[:\r\n]).*") ? Framing.sse() : expected;
  }
}
