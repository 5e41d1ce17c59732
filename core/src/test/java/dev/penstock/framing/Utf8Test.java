package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class Utf8Test {
  /** The bytes at which the decoder's rules change, and one within each range. */
  private static final int[] BOUNDARIES = {
    0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
    0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
  };

  @Test
  void every_string_of_up_to_four_boundary_bytes_is_decoded_as_the_standard_says() {
    for (int length = 0; length <= 4; length++) {
      byte[] bytes = new byte[length];
      int count = (int) Math.pow(BOUNDARIES.length, length);
      for (int number = 0; number < count; number++) {
        int rest = number;
        for (int i = 0; i < length; i++) {
          bytes[i] = (byte) BOUNDARIES[rest % BOUNDARIES.length];
          rest /= BOUNDARIES.length;
        }
        check(bytes);
      }
    }
  }

  @Test
  void long_strings_with_surrogates_are_decoded_as_the_standard_says() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) BOUNDARIES[random.nextInt(BOUNDARIES.length)];
      }
      check(bytes);
    }
  }

  @Test
  void an_encoded_surrogate_is_three_errors_where_java_sees_one() {
    assertThat(decode(0xED, 0xA0, 0x80, 'x')).isEqualTo("\uFFFD\uFFFD\uFFFDx");
    assertThat(decode(0xED, 0xA0)).isEqualTo("\uFFFD\uFFFD");
    assertThat(decode(0xED, 0x9F)).isEqualTo("\uFFFD");
  }

  @Test
  void a_byte_order_mark_is_content() {
    assertThat(decode(0xEF, 0xBB, 0xBF, 'x')).isEqualTo("\uFEFFx");
  }

  @Test
  void only_the_range_is_decoded() {
    byte[] bytes = {'a', (byte) 0xED, (byte) 0xA0, 'b'};
    assertThat(Utf8.decode(bytes, 1, 1)).isEqualTo("\uFFFD");
    assertThat(Utf8.decode(bytes, 2, 2)).isEqualTo("\uFFFDb");
  }

  private static String decode(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Utf8.decode(bytes, 0, bytes.length);
  }

  private static void check(byte[] bytes) {
    var expected = Utf8Reference.decode(bytes);
    if (!Utf8.decode(bytes, 0, bytes.length).equals(expected)) {
      assertThat(Utf8.decode(bytes, 0, bytes.length))
          .as(Arrays.toString(bytes))
          .isEqualTo(expected);
    }
  }
}
