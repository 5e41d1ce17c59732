package dev.penstock.testkit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EscapedBytesTest {
  private static byte[] decoded(List<String> lines) {
    var bytes = new ByteArrayOutputStream();
    lines.forEach(line -> EscapedBytes.decode(line, bytes));
    return bytes.toByteArray();
  }

  private static void assertExact(byte[] bytes) {
    var lines = EscapedBytes.encode(bytes);
    assertThat(decoded(lines)).isEqualTo(bytes);
    assertThat(lines)
        .allSatisfy(line -> {
          assertThat(line).doesNotContain("\n", "\r").doesNotEndWith(" ");
          assertThat(EscapedBytes.isEncoded(line)).isTrue();
          assertThat(line.lines()).as("one line, whatever ends lines").hasSize(1);
        });
  }

  @Test
  void text_is_readable() {
    assertThat(EscapedBytes.encode("data: {\"a\":\"\\n\"}\r\n\nwörld 😀".getBytes(UTF_8)))
        .containsExactly("| data: {\"a\":\"\\n\"}%0D", "|", ": wörld 😀");
  }

  @Test
  void what_an_eye_or_an_editor_would_miss_is_escaped() {
    assertThat(
            EscapedBytes.encode("100% of them \tare x\u200B and\u2028y\uFEFF  \n".getBytes(UTF_8)))
        .containsExactly("| 100%25 of them %09are x%E2%80%8B and%E2%80%A8y%EF%BB%BF %20");
  }

  @Test
  void a_character_split_in_two_is_two_lots_of_bytes() {
    var euro = "ab€".getBytes(UTF_8);
    assertThat(EscapedBytes.encode(Arrays.copyOf(euro, 4))).containsExactly("= YWLigg==");
    var longer = "price: €".getBytes(UTF_8);
    assertThat(EscapedBytes.encode(Arrays.copyOf(longer, 9))).containsExactly(": price: %E2%82");
  }

  @Test
  void what_is_mostly_no_text_is_base64() {
    assertThat(EscapedBytes.encode(new byte[] {0, 1, 2, 'a'})).containsExactly("= AAECYQ==");
    assertThat(EscapedBytes.encode(new byte[100])).hasSize(2);
  }

  @Test
  void every_byte_comes_back() {
    var all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
      assertExact(new byte[] {(byte) i});
      assertExact(("some text that is long enough " + (char) i).getBytes(UTF_8));
    }
    assertExact(all);
  }

  @Test
  void random_bytes_and_text_come_back_wherever_they_are_cut() {
    var random = new Random(17);
    for (int round = 0; round < 2_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(20); i >= 0; i--) {
        text.append("data: €😀\r\n %\\\u0085\u2028\uD800x".charAt(random.nextInt(18)));
      }
      var bytes = text.toString().getBytes(UTF_8);
      if (random.nextBoolean()) {
        random.nextBytes(bytes);
      }
      int cut = random.nextInt(bytes.length + 1);
      assertExact(Arrays.copyOf(bytes, cut));
      assertExact(Arrays.copyOfRange(bytes, cut, bytes.length));
    }
  }

  @Test
  void nonsense_is_refused() {
    var nowhere = new ByteArrayOutputStream();
    for (var line : List.of(": 5%", ": 5%4", ": %GG", "= !")) {
      assertThatThrownBy(() -> EscapedBytes.decode(line, nowhere))
          .as(line)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
