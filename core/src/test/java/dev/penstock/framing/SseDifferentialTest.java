package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.SseRun.Setup;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Random streams, random chunks: the same as {@link SseReference}. {@code
 * -Dpenstock.differential.runs=5000000} for more.
 */
final class SseDifferentialTest {
  private static final List<Splitting.Feeding> FEEDINGS = List.of(Splitting.Feeding.values());
  private static final long SEED = 20_260_101;

  /** What streams are made of: mostly what means something, so that most streams have events. */
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\n",
          "\n\n",
          "\n\n",
          "\r",
          "\r",
          "\r\n",
          "\r\n\r\n",
          "data",
          "data:",
          "data: ",
          "data: ",
          "data: x\n\n",
          "event",
          "event:",
          "event: ",
          "event: a\n",
          "event: bcd\n",
          "id",
          "id:",
          "id: ",
          "id: 1\n",
          "id: 23\n",
          "retry",
          "retry:",
          "retry: 1",
          "retry: 99999999999999999999",
          ":",
          ": c\n",
          " ",
          " ",
          "\t",
          "\0",
          "\0",
          "a",
          "xyz",
          "1",
          "dat",
          "even",
          "i",
          "retr",
          "foo: bar\n",
          "{\n  \"error\": 1\n}\n",
          "[DONE]",
          "0123456789abcdef",
          "\u00EF\u00BB\u00BF",
          "\u00EF",
          "\u00EF\u00BB",
          "\u00C3\u00A9",
          "\u00F0\u009F\u0098\u0080",
          "\u00E2\u0080\u00A8",
          "\u00ED\u00A0\u0080",
          "\u00FF",
          "\u0080",
          "\u000B",
          "\u000E",
          "\u0085");

  @Test
  void random_streams_in_random_chunks_are_what_the_reference_makes_of_them() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    int runs = Integer.getInteger("penstock.differential.runs", 150_000);
    for (int run = 0; run < runs; run++) {
      byte[] input = stream(random);
      var setup = setup(random);
      var splitting = Splitting.random(random, random.nextInt(1, 20), input);
      var feeding = FEEDINGS.get(random.nextInt(FEEDINGS.size()));
      var actual = SseRun.of(splitting, setup, feeding);
      var expected = SseReference.run(input, setup);
      if (!actual.equals(expected)) {
        var chunks = splitting.chunks().stream().map(ByteBuffer::remaining).toList();
        assertThat(actual)
            .as(
                "run %d: %s in chunks of %s, %s, %s",
                run, HexFormat.of().formatHex(input), chunks, setup, feeding)
            .isEqualTo(expected);
      }
    }
  }

  private static byte[] stream(RandomGenerator random) {
    var stream = new ByteArrayOutputStream();
    int pieces = random.nextInt(30);
    for (int i = 0; i < pieces; i++) {
      if (random.nextInt(12) == 0) {
        stream.write(random.nextInt(256));
      } else {
        stream.writeBytes(SseText.latin1(PIECES.get(random.nextInt(PIECES.size()))));
      }
    }
    return stream.toByteArray();
  }

  private static Setup setup(RandomGenerator random) {
    return new Setup(
        random.nextInt(3) == 0 ? random.nextInt(1, 20) : 1000,
        random.nextBoolean() ? "" : "seed",
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean() ? AtEnd.FLUSH : AtEnd.DISCARD);
  }
}
