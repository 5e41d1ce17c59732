package dev.penstock.jmh.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;

/** What a suite's figures should be and whether they are, as a table. */
public final class Goals {
  private final MarkdownTable table = new MarkdownTable(1, List.of("goal", "measured", "verdict"));

  /**
   * Adds a goal that a figure has to reach.
   *
   * @param measured the figure; {@code NaN} if it was not measured
   * @param format how it is written
   */
  public Goals atLeast(double bar, String goal, double measured, String format) {
    return add(goal, measured, format, figure -> figure >= bar);
  }

  /**
   * Adds a goal that a figure must not exceed.
   *
   * @param measured the figure; {@code NaN} if it was not measured
   * @param format how it is written
   */
  public Goals atMost(double bar, String goal, double measured, String format) {
    return add(goal, measured, format, figure -> figure <= bar);
  }

  private Goals add(String goal, double measured, String format, DoublePredicate keeps) {
    if (Double.isNaN(measured)) {
      table.row(goal, "", "not measured");
    } else {
      var verdict = keeps.test(measured) ? "kept" : "**missed**";
      table.row(goal, String.format(Locale.ROOT, format, measured), verdict);
    }
    return this;
  }

  @Override
  public String toString() {
    return table.toString();
  }
}
