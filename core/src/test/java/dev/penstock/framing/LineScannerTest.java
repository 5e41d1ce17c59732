package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class LineScannerTest {

  @Test
  void each_byte_at_each_place_is_a_line_end_or_not() {
    for (int place = 0; place < 30; place++) {
      for (int value = 0; value < 256; value++) {
        byte[] bytes = new byte[30];
        Arrays.fill(bytes, (byte) 'x');
        bytes[place] = (byte) value;
        boolean lineEnd = value == '\n' || value == '\r';
        assertThat(LineScanner.lineEnd(bytes, 0, 30)).isEqualTo(lineEnd ? place : 30);
      }
    }
  }

  @Test
  void it_finds_what_a_loop_over_bytes_finds() {
    int[] alphabet = {
      0x00, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x1F, 0x20, 0x7F, 0x80, 0x89, 0x8A, 0x8D, 0x8E, 0xFF
    };
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    for (int run = 0; run < 100_000; run++) {
      byte[] bytes = new byte[random.nextInt(60)];
      int rare = random.nextInt(1, 20);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            (byte) (random.nextInt(rare) == 0 ? alphabet[random.nextInt(alphabet.length)] : 'x');
      }
      int from = random.nextInt(bytes.length + 1);
      int to = random.nextInt(from, bytes.length + 1);
      int expected = from;
      while (expected < to && bytes[expected] != '\n' && bytes[expected] != '\r') {
        expected++;
      }
      assertThat(LineScanner.lineEnd(bytes, from, to)).isEqualTo(expected);
    }
  }
}
