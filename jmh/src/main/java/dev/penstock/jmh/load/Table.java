package dev.penstock.jmh.load;

import dev.penstock.jmh.report.MarkdownTable;
import dev.penstock.jmh.report.Measure;
import java.util.ArrayList;
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
  /**
   * A metric's column.
   *
   * @param divisor what a figure is divided by
   * @param format how it is written then
   */
  record Column(String metric, String title, double divisor, String format) {
    Column(String metric, String title, String format) {
      this(metric, title, 1, format);
    }
  }

  /** What makes a row. */
  private record Row(String parameter, String name) {}

  String render(List<Measure> measures) {
    var rows = new LinkedHashMap<Row, Map<String, Double>>();
    for (var measure : measures) {
      if (columns.stream().anyMatch(column -> column.metric.equals(measure.metric()))) {
        var row = new Row(measure.params().getOrDefault(parameter, ""), measure.name());
        rows.computeIfAbsent(row, none -> new LinkedHashMap<>())
            .put(measure.metric(), measure.value());
      }
    }
    var heads = new ArrayList<>(parameter.isEmpty() ? List.of() : List.of(parameter));
    heads.add("client");
    columns.forEach(column -> heads.add(column.title));
    var table = new MarkdownTable(heads.size() - columns.size(), heads);
    rows.forEach((row, values) -> table.row(cells(row, values)));
    return table.toString();
  }

  private List<String> cells(Row row, Map<String, Double> values) {
    var cells = new ArrayList<>(parameter.isEmpty() ? List.of() : List.of(row.parameter));
    cells.add(row.name);
    for (var column : columns) {
      var value = values.get(column.metric);
      cells.add(
          value == null
              ? "not reached"
              : String.format(Locale.ROOT, column.format, value / column.divisor));
    }
    return cells;
  }
}
