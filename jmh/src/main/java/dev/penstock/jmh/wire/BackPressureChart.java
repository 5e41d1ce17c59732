package dev.penstock.jmh.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Draws the figures of {@link BackPressure} as bars: {@code JSON SVG}. */
public final class BackPressureChart {
  private static final int LEFT = 290;
  private static final int TOP = 58;
  private static final int ROW = 34;
  private static final int DECADE = 62;
  private static final int FIRST_DECADE = 2;
  private static final int LAST_DECADE = 9;
  private static final int WIDTH = LEFT + DECADE * (LAST_DECADE - FIRST_DECADE) + 80;
  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, sans-serif; fill: #24292f }
        .title { font-weight: 600; font-size: 14px }
        .faint { fill: #57606a }
        line { stroke: #d0d7de }
        .flat-out { fill: #bf5b04 }
        .paced { fill: #2f6fbf }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 }
          .faint { fill: #9da7b1 }
          line { stroke: #3d444d }
          .flat-out { fill: #f0883e }
          .paced { fill: #6cb0ff }
        }
      </style>
      """;

  private BackPressureChart() {}

  /** One client's two bars. */
  private record Bars(double flatOut, double paced) {
    Bars with(Measure measure) {
      return BackPressure.FLAT_OUT.equals(measure.params().get(BackPressure.SERVER))
          ? new Bars(measure.value(), paced)
          : new Bars(flatOut, measure.value());
    }
  }

  public static void main(String[] args) throws IOException {
    var bars = new LinkedHashMap<String, Bars>();
    for (var measure : Measure.read(Path.of(args[0]))) {
      if (measure.metric().equals(BackPressure.METRIC)) {
        var label = measure.name() + " (HTTP/" + measure.params().get(BackPressure.HTTP) + ")";
        bars.put(label, bars.getOrDefault(label, new Bars(0, 0)).with(measure));
      }
    }
    Files.writeString(Path.of(args[1]), draw(bars));
  }

  private static String draw(Map<String, Bars> bars) {
    int bottom = TOP + bars.size() * ROW;
    var svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" role=\"img\">",
        WIDTH,
        bottom + 28);
    line(svg, "<title>Bytes in the client's process while its consumer pauses</title>");
    svg.append(STYLE);
    line(
        svg,
        "<text class=\"title\" x=\"8\" y=\"20\">Bytes in the client's process, 2 s after its"
            + " consumer took one event</text>");
    legend(svg, 8, "flat-out", "the server writes as fast as it can");
    legend(svg, LEFT, "paced", "the server sends an event every 50 ms");
    for (int decade = FIRST_DECADE; decade <= LAST_DECADE; decade++) {
      int x = LEFT + DECADE * (decade - FIRST_DECADE);
      line(svg, "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>", x, TOP, x, bottom);
      line(
          svg,
          "<text class=\"faint\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
          x,
          bottom + 17,
          bytes(Math.pow(10, decade)));
    }
    int y = TOP;
    for (var row : bars.entrySet()) {
      line(
          svg,
          "<text x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>",
          LEFT - 8,
          y + 21,
          row.getKey());
      bar(svg, y + 4, "flat-out", row.getValue().flatOut());
      bar(svg, y + 18, "paced", row.getValue().paced());
      y += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void legend(StringBuilder svg, int x, String kind, String text) {
    line(svg, "<rect class=\"%s\" x=\"%s\" y=\"34\" width=\"12\" height=\"12\"/>", kind, x);
    line(svg, "<text x=\"%s\" y=\"44\">%s</text>", x + 18, text);
  }

  private static void bar(StringBuilder svg, int y, String kind, double value) {
    double decades = Math.log10(Math.max(value, 1)) - FIRST_DECADE;
    long width = Math.round(Math.max(decades, 0) * DECADE);
    line(
        svg,
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"12\"/>",
        kind,
        LEFT,
        y,
        width);
    line(
        svg,
        "<text class=\"faint\" x=\"%s\" y=\"%s\">%s</text>",
        LEFT + width + 4,
        y + 10,
        bytes(value));
  }

  /** Adds a line of the template, its {@code %s} filled in. */
  private static void line(StringBuilder svg, String template, Object... values) {
    var parts = template.split("%s", -1);
    for (int i = 0; i < parts.length; i++) {
      svg.append(parts[i]).append(i < values.length ? values[i] : "");
    }
    svg.append('\n');
  }

  private static String bytes(double value) {
    if (value < 999.5) {
      return String.format(Locale.ROOT, "%.0f B", value);
    }
    double scaled = value;
    int unit = -1;
    while (scaled >= 999.5) {
      scaled /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT,
        scaled < 9.95 && scaled % 1 != 0 ? "%.1f %cB" : "%.0f %cB",
        scaled,
        "kMG".charAt(unit));
  }
}
