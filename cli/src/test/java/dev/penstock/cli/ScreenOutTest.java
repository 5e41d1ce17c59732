package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

final class ScreenOutTest {
  private static final String ERASE_LINE = "\u001b[K";
  private static final String ERASE = "\u001b[J";
  private static final String UNDER = "\u001bD\u001b[A\u001b7\r\nstatus\u001b8";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ScreenOut screen =
      new ScreenOut(bytes, new Style(true, false, true, 10), () -> "status");

  private String written() {
    screen.flush();
    var written = bytes.toString(UTF_8);
    bytes.reset();
    return written;
  }

  @Test
  void the_status_stands_under_the_line_and_goes_before_anything_is_printed() {
    assertThat(written()).isEqualTo("status\r");
    screen.print("abc");
    assertThat(written()).isEqualTo(ERASE_LINE + "abc" + UNDER);
    screen.print("d\n");
    assertThat(written()).isEqualTo(ERASE + "d\nstatus\r");
    screen.close();
    assertThat(written()).isEqualTo(ERASE_LINE);
    screen.print("end");
    assertThat(written()).isEqualTo("end");
  }

  @Test
  void behind_a_full_line_there_is_no_status_as_the_cursor_may_stand_on_its_last_character() {
    screen.print("0123456789");
    assertThat(written()).isEqualTo("0123456789");
    screen.print("0");
    assertThat(written()).isEqualTo("0" + UNDER);
    screen.print("\u001b[2m日本\u001b[0m\t12");
    assertThat(written()).isEqualTo(ERASE + "\u001b[2m日本\u001b[0m\t12");
    screen.print("日");
    assertThat(written()).isEqualTo("日" + UNDER);
  }

  @Test
  void a_status_that_is_too_long_is_cut() {
    var narrow = new ScreenOut(bytes, new Style(true, false, true, 6), () -> "日本語です");
    narrow.flush();

    assertThat(bytes.toString(UTF_8)).isEqualTo("日本…\r");
  }
}
