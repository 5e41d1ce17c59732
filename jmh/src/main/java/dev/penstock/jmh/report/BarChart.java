package dev.penstock.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars as an SVG that can be read on a light and on a dark page. */
public final class BarChart {
  private static final int WIDTH = 804;
  private static final int TOP = 56;
  private static final int BAR = 12;
  private static final int BAR_AND_GAP = 14;
  private static final int ROW_GAP = 6;
  private static final int HEADING = 26;
  private static final int FOOT = 44;
  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, sans-serif; fill: #24292f }
        .title { font-weight: 600; font-size: 14px }
        .heading { font-weight: 600 }
        .faint { fill: #57606a }
        line { stroke: #d0d7de }
        .orange { fill: #bf5b04 }
        .blue { fill: #2f6fbf }
        .pale { fill: #8db4e2 }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 }
          .faint { fill: #9da7b1 }
          line { stroke: #3d444d }
          .orange { fill: #f0883e }
          .blue { fill: #6cb0ff }
          .pale { fill: #3c6ea8 }
        }
      </style>
      """;

  /** What tells bars apart. */
  public enum Colour {
    ORANGE,
    BLUE,
    PALE;

    private String css() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A bar.
   *
   * @param text what stands behind it
   */
  public record Bar(Colour colour, double value, String text) {}

  /** A place on the legend: its x and its words. */
  private record Key(Colour colour, int x, String text) {}

  /** Bars with a common label; a heading has none. */
  private record Row(String label, List<Bar> bars) {
    int height() {
      return bars.isEmpty() ? HEADING : bars.size() * BAR_AND_GAP + ROW_GAP;
    }
  }

  private final String title;
  private final Axis axis;
  private final int left;
  private final int right;
  private final List<Key> keys = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /**
   * Begins one.
   *
   * @param left where the axis begins, behind the labels
   * @param right where it ends; what stands behind the longest bar has to fit
   */
  public BarChart(String title, Axis axis, int left, int right) {
    this.title = title;
    this.axis = axis;
    this.left = left;
    this.right = right;
  }

  /** Says what a colour stands for. */
  public void key(Colour colour, int x, String text) {
    keys.add(new Key(colour, x, text));
  }

  /** Begins a group of rows. */
  public void heading(String text) {
    rows.add(new Row(text, List.of()));
  }

  /** Adds a row of one bar or several. */
  public void row(String label, Bar... bars) {
    rows.add(new Row(label, List.of(bars)));
  }

  /** {@return the picture} */
  public String draw() {
    int bottom = TOP + rows.stream().mapToInt(Row::height).sum();
    var svg = new Svg();
    svg.line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" role=\"img\""
            + " aria-labelledby=\"title desc\">",
        WIDTH, bottom + FOOT);
    svg.line("<title id=\"title\">%s</title>", title);
    svg.line("<desc id=\"desc\">%s</desc>", description());
    svg.raw(STYLE);
    svg.line("<text class=\"title\" x=\"8\" y=\"20\">%s</text>", title);
    keys.forEach(key -> key(svg, key));
    grid(svg, bottom);
    int y = TOP;
    for (var row : rows) {
      row(svg, row, y);
      y += row.height();
    }
    svg.line("</svg>");
    return svg.toString();
  }

  /** The figures, for those who don't see the bars. */
  private String description() {
    var text = new StringBuilder("Bars. ").append(axis.title()).append('.');
    for (var row : rows) {
      text.append(' ').append(row.label).append(':');
      for (var bar : row.bars) {
        text.append(bar.equals(row.bars.getFirst()) ? " " : ", ").append(bar.text);
      }
      text.append(row.bars.isEmpty() ? "" : ";");
    }
    return text.toString();
  }

  private static void key(Svg svg, Key key) {
    svg.line(
        "<rect class=\"%s\" x=\"%s\" y=\"32\" width=\"%s\" height=\"%s\"/>",
        key.colour.css(), key.x, BAR, BAR);
    svg.line("<text x=\"%s\" y=\"42\">%s</text>", key.x + BAR + 6, key.text);
  }

  private void grid(Svg svg, int bottom) {
    for (double tick : axis.ticks()) {
      long x = left + length(tick);
      svg.line("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>", x, TOP, x, bottom);
      svg.line(
          "<text class=\"faint\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
          x, bottom + 17, axis.label().apply(tick));
    }
    svg.line(
        "<text class=\"faint\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
        (left + right) / 2, bottom + 36, axis.title());
  }

  private void row(Svg svg, Row row, int top) {
    if (row.bars.isEmpty()) {
      svg.line("<text class=\"heading\" x=\"8\" y=\"%s\">%s</text>", top + 19, row.label);
      return;
    }
    svg.line(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>",
        left - 8, top + row.height() / 2 + 4, row.label);
    int y = top + ROW_GAP / 2 + 1;
    for (var bar : row.bars) {
      long length = Math.max(length(bar.value), 1);
      svg.line(
          "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
          bar.colour.css(), left, y, length, BAR);
      svg.line(
          "<text class=\"faint\" x=\"%s\" y=\"%s\">%s</text>", left + length + 4, y + 10, bar.text);
      y += BAR_AND_GAP;
    }
  }

  private long length(double value) {
    double place = axis.position().applyAsDouble(value);
    return Math.round(Math.clamp(place, 0, 1) * (right - left));
  }
}
