package dev.penstock.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.jmh.report.BarChart.Bar;
import dev.penstock.jmh.report.BarChart.Colour;
import org.junit.jupiter.api.Test;

final class BarChartTest {

  @Test
  void a_linear_axis_begins_at_zero_and_ends_beyond_the_largest_value() {
    var axis = Axis.linear("ns", 14_981, String::valueOf);

    assertThat(axis.ticks()).first().isEqualTo(0.0);
    assertThat(axis.ticks().getLast()).isBetween(14_981.0, 20_000.0);
    assertThat(axis.ticks()).hasSizeBetween(4, 9);
    assertThat(axis.position().applyAsDouble(axis.ticks().getLast())).isEqualTo(1);
    assertThat(axis.position().applyAsDouble(0)).isZero();
  }

  @Test
  void ticks_are_round_and_few_whatever_the_largest_value_is() {
    for (double most = 0.7; most < 1e9; most *= 1.37) {
      var ticks = Axis.linear("ns", most, String::valueOf).ticks();
      assertThat(ticks).as("up to %s", most).hasSizeBetween(3, 11);
      assertThat(ticks.getLast()).isGreaterThanOrEqualTo(most);
    }
  }

  @Test
  void a_logarithmic_axis_gives_each_power_of_ten_the_same_length() {
    var axis = Axis.logarithmic("bytes", 2, 6, String::valueOf);

    assertThat(axis.ticks()).containsExactly(1e2, 1e3, 1e4, 1e5, 1e6);
    assertThat(axis.position().applyAsDouble(1e4)).isEqualTo(0.5);
  }

  @Test
  void a_picture_is_well_formed_whatever_its_names_hold() throws Exception {
    var chart = new BarChart("a < b & \"c\"", Axis.linear("n & s", 10, String::valueOf), 100, 500);
    chart.key(Colour.BLUE, 8, "<key>");
    chart.heading("<heading>");
    chart.row("a's & b's", new Bar(Colour.PALE, 7, "7 > 6"));

    var picture = Picture.of(chart.draw());

    assertThat(picture.texts()).contains("a < b & \"c\"", "n & s", "<key>", "a's & b's", "7 > 6");
  }

  @Test
  void a_picture_says_its_figures_to_those_who_do_not_see_it() throws Exception {
    var chart = new BarChart("Times", Axis.linear("seconds", 10, String::valueOf), 100, 500);
    chart.heading("Group");
    chart.row("one", new Bar(Colour.BLUE, 3, "3 s"), new Bar(Colour.ORANGE, 4, "4 s"));

    var picture = Picture.of(chart.draw());

    assertThat(picture.root().getAttribute("role")).isEqualTo("img");
    assertThat(picture.first("title")).isEqualTo("Times");
    assertThat(picture.first("desc")).isEqualTo("Bars. seconds. Group: one: 3 s, 4 s;");
  }

  @Test
  void a_bar_too_short_to_be_seen_is_drawn_all_the_same() throws Exception {
    var chart = new BarChart("Times", Axis.linear("s", 1e6, String::valueOf), 100, 500);
    chart.row("tiny", new Bar(Colour.BLUE, 1, "1 s"));

    assertThat(Picture.of(chart.draw()).bars()).containsExactly(1.0);
  }
}
