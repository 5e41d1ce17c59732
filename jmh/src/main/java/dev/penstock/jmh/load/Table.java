package dev.penstock.jmh.load;

import dev.penstock.jmh.wire.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a suite's figures stand in Markdown: a row for each client and each set of circumstances.
 *
 * @param parameter the circumstance that has a column; empty for none
 * @param columns the other columns
 */
record Table(String parameter, List<Column> columns) {
  private static final double KIBIBYTE = 1 << 10;
  private static final double MICROS_A_MILLI = 1e3;

  /**
   * A metric's column.
   *
   * @param divisor what a figure is divided by
   * @param format how it is written then
   */
  private record Column(String metric, String title, double divisor, String format) {
    Column(String metric, String title, String format) {
      this(metric, title, 1, format);
    }
  }

  /** What makes a row. */
  private record Row(String parameter, String name) {}

  static Table of(String suite) {
    return switch (suite) {
      case Scale.NAME ->
          new Table(
              Scale.STREAMS,
              List.of(
                  new Column("heap-per-stream", "heap KiB/stream", KIBIBYTE, "%,.1f"),
                  new Column("rss-per-stream", "RSS KiB/stream", KIBIBYTE, "%,.1f"),
                  new Column("platform-threads", "platform threads", "%,.0f"),
                  new Column("platform-threads-of-one", "… with one stream", "%,.0f"),
                  new Column("cpu", "CPU, cores", "%.2f"),
                  new Column("delivery-median", "delivery median ms", MICROS_A_MILLI, "%,.2f"),
                  new Column("delivery-p99", "99th ms", MICROS_A_MILLI, "%,.1f"),
                  new Column("delivery-most", "most ms", MICROS_A_MILLI, "%,.0f"),
                  new Column("events", "events", "%,.0f"),
                  new Column("events-lost", "lost", "%,.0f")));
      case EndToEnd.NAME ->
          new Table(
              EndToEnd.SHAPE,
              List.of(
                  new Column("cpu-per-event", "CPU µs/event", 1e3, "%,.2f"),
                  new Column("events-per-second", "events/s", "%,.0f")));
      case ColdStart.NAME ->
          new Table(
              "",
              List.of(
                  new Column("first-event-median", "median ms", "%,.0f"),
                  new Column("first-event-fastest", "fastest ms", "%,.0f")));
      default -> throw new IllegalArgumentException(suite);
    };
  }

  String render(List<Measure> measures) {
    var rows = new LinkedHashMap<Row, Map<String, Double>>();
    double load = 0;
    for (var measure : measures) {
      if (measure.name().equals(Figures.MACHINE)) {
        load = measure.value();
      } else {
        var row = new Row(measure.params().getOrDefault(parameter, ""), measure.name());
        rows.computeIfAbsent(row, none -> new LinkedHashMap<>())
            .put(measure.metric(), measure.value());
      }
    }
    var text = new StringBuilder(parameter.isEmpty() ? "|" : "| " + parameter + " |");
    text.append(" client |");
    columns.forEach(column -> text.append(' ').append(column.title).append(" |"));
    text.append(parameter.isEmpty() ? "\n|" : "\n|---|").append("---|");
    text.append("---:|".repeat(columns.size())).append('\n');
    rows.forEach((row, values) -> text.append(line(row, values)));
    return text.append(
            String.format(
                Locale.ROOT, "%nThe machine's load average before the run was %.1f.%n", load))
        .toString();
  }

  private String line(Row row, Map<String, Double> values) {
    var line = new StringBuilder(parameter.isEmpty() ? "|" : "| " + row.parameter + " |");
    line.append(' ').append(row.name).append(" |");
    for (var column : columns) {
      var value = values.get(column.metric);
      line.append(' ')
          .append(
              value == null
                  ? "not reached"
                  : String.format(Locale.ROOT, column.format, value / column.divisor))
          .append(" |");
    }
    return line.append('\n').toString();
  }
}
