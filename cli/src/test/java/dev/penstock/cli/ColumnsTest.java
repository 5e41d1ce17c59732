package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "a, 1",
    "é, 1",
    "e\u0301, 1",
    "日本語, 6",
    "한글, 4",
    "😀, 2",
    "\uff71, 1",
    "\uff21, 2",
    "│, 1"
  })
  void wide_characters_take_two_columns_and_marks_none(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
  }

  @Test
  void what_is_too_long_is_cut_with_a_mark() {
    assertThat(Columns.cut("abcd", 4)).isEqualTo("abcd");
    assertThat(Columns.cut("abcde", 4)).isEqualTo("abc…");
    assertThat(Columns.cut("日本語", 5)).isEqualTo("日本…");
    assertThat(Columns.cut("日本語", 4)).isEqualTo("日…");
  }

  @Test
  void what_is_too_long_is_folded_at_spaces() {
    assertThat(Columns.folded("ab cd efg h", 5)).isEqualTo("ab cd\nefg h");
    assertThat(Columns.folded("abcdefg h  i", 5)).isEqualTo("abcdefg\nh  i");
    assertThat(Columns.folded("", 5)).isEmpty();
  }
}
