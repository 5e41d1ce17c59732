package dev.penstock.jmh.wire;

import static dev.penstock.jmh.wire.BackPressure.FIRST;
import static dev.penstock.jmh.wire.BackPressure.HTTP;
import static dev.penstock.jmh.wire.BackPressure.METRIC;
import static dev.penstock.jmh.wire.BackPressure.PACED;
import static dev.penstock.jmh.wire.BackPressure.SERVER;

import dev.penstock.jmh.report.Axis;
import dev.penstock.jmh.report.BarChart;
import dev.penstock.jmh.report.BarChart.Bar;
import dev.penstock.jmh.report.BarChart.Colour;
import dev.penstock.jmh.report.Goals;
import dev.penstock.jmh.report.MarkdownTable;
import dev.penstock.jmh.report.Measure;
import dev.penstock.jmh.report.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of {@link BackPressure}: a row and two bars for each client. */
final class BackPressureSection implements Section {
  private static final int FIRST_DECADE = 2;
  private static final int LAST_DECADE = 9;

  /** The queue, and the most that the JDK's client reads of one piece. */
  private static final int JDK_BYTES = (64 + 48) << 10;

  /** One receive buffer. */
  private static final int JETTY_BYTES = 8 << 10;

  /** What makes a row. */
  private record Client(String name, String http) {}

  /** The figures of a row; those that are missing are not numbers. */
  private record Held(double flatOut, double paced, double first) {
    static final Held NONE = new Held(Double.NaN, Double.NaN, Double.NaN);

    Held with(Measure measure) {
      boolean isPaced = PACED.equals(measure.params().get(SERVER));
      return switch (measure.metric()) {
        case METRIC ->
            isPaced
                ? new Held(flatOut, measure.value(), first)
                : new Held(measure.value(), paced, first);
        case FIRST -> isPaced ? new Held(flatOut, paced, measure.value()) : this;
        default -> this;
      };
    }

    long ahead() {
      return Math.max(Math.round((paced - first) / PressureServer.CHUNK_BYTES), 0);
    }
  }

  @Override
  public String name() {
    return BackPressure.NAME;
  }

  private Map<Client, Held> rows(Path target) throws IOException {
    var rows = new LinkedHashMap<Client, Held>();
    for (var measure : Measure.read(target.resolve(name() + ".json"))) {
      var client = new Client(measure.name(), measure.params().getOrDefault(HTTP, ""));
      rows.put(client, rows.getOrDefault(client, Held.NONE).with(measure));
    }
    return rows;
  }

  @Override
  public String tables(Path target) throws IOException {
    var rows = rows(target);
    var table =
        new MarkdownTable(
            2,
            List.of(
                "client",
                "HTTP",
                "flat out: bytes in client",
                "50 ms: bytes in client",
                "50 ms: events ahead"));
    rows.forEach((client, held) ->
        table.row(
            client.name,
            client.http,
            String.format(Locale.ROOT, "%,.0f", held.flatOut),
            String.format(Locale.ROOT, "%,.0f", held.paced),
            String.valueOf(held.ahead())));
    var jetty = rows.getOrDefault(new Client("Penstock, Jetty", "1.1"), Held.NONE);
    var jdk = rows.getOrDefault(new Client("Penstock, JDK", "1.1"), Held.NONE);
    var goals =
        new Goals()
            .atMost(
                JETTY_BYTES,
                "Penstock, Jetty, HTTP/1.1: at most a receive buffer, 8 KiB",
                jetty.flatOut,
                "%,.0f B")
            .atMost(
                JDK_BYTES,
                "Penstock, JDK, HTTP/1.1: at most the queue and what the client reads of one piece,"
                    + " 64 + 48 KiB",
                jdk.flatOut,
                "%,.0f B");
    return table + "\n" + goals;
  }

  @Override
  public Map<String, String> pictures(Path target) throws IOException {
    var axis =
        Axis.logarithmic(
            "bytes, on a logarithmic scale", FIRST_DECADE, LAST_DECADE, BackPressureSection::bytes);
    var chart =
        new BarChart(
            "Bytes in the client's process, 2 s after its consumer took one event", axis, 290, 724);
    chart.key(Colour.ORANGE, 8, "the server writes as fast as it can");
    chart.key(Colour.BLUE, 290, "the server sends an event every 50 ms");
    rows(target)
        .forEach((client, held) ->
            chart.row(
                client.name + " (HTTP/" + client.http + ")",
                new Bar(Colour.ORANGE, held.flatOut, bytes(held.flatOut)),
                new Bar(Colour.BLUE, held.paced, bytes(held.paced))));
    return Map.of(name() + ".svg", chart.draw());
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
