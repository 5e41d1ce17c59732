package dev.penstock.jmh.faults;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Shows the matrix: as a table and a legend in Markdown, and with everything seen as JSON. */
record Report(List<String> columns, List<Row> rows) {
  private static final double SECOND = 1000;

  /** {@return a row in a line, for those who wait} */
  static String line(Row row) {
    return row.fault().name()
        + ": "
        + row.cells().stream().map(Report::cell).collect(Collectors.joining(" | "));
  }

  String table() {
    var table = new StringBuilder("| fault | " + String.join(" | ", columns) + " |\n");
    table.append("|---|").append("---|".repeat(columns.size())).append('\n');
    for (var row : rows) {
      table.append("| ").append(row.fault().name());
      row.cells().forEach(cell -> table.append(" | ").append(cell(cell)));
      table.append(" |\n");
    }
    return table.append("| **right** |").append(totals()).append('\n').toString();
  }

  private String totals() {
    var totals = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      var met = rows.stream().filter(row -> !row.cells().get(column).isEmpty()).toList();
      long right = met.stream().filter(row -> row.isRight(column)).count();
      totals.append(" **").append(right).append(" of ").append(met.size()).append("** |");
    }
    return totals.toString();
  }

  private static String cell(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "–";
    }
    var wrongs = new LinkedHashSet<String>();
    findings.forEach(finding -> wrongs.addAll(finding.wrongs()));
    var verdict = wrongs.isEmpty() ? "right" : "**" + String.join(", ", wrongs) + "**";
    var slowest = findings.stream().max(Comparator.comparingDouble(f -> f.seen().millis()));
    boolean timed =
        findings.stream().anyMatch(finding -> finding.seen().state() == Sighting.State.ENDED);
    return timed ? verdict + ", " + time(slowest.orElseThrow().seen().millis()) : verdict;
  }

  private static String time(double millis) {
    return millis < SECOND
        ? String.format(Locale.ROOT, "%.0f ms", Math.max(millis, 1))
        : String.format(Locale.ROOT, "%.1f s", millis / SECOND);
  }

  String legend() {
    return rows.stream()
        .map(Row::fault)
        .map(fault ->
            "- `" + fault.name() + "`: " + fault.story() + " Right: " + fault.right().words() + ".")
        .collect(Collectors.joining("\n"));
  }

  /** Puts table and legend between the marks of the page. */
  void writeDocs(Path page) throws IOException {
    var text = Files.readString(page);
    text = between(text, "table", table().strip());
    Files.writeString(page, between(text, "rows", legend()));
  }

  private static String between(String page, String name, String text) {
    var begin = "<!-- " + name + ": jmh/bench faults --write-docs -->\n";
    var end = "\n<!-- /" + name + " -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end, Math.max(from, 0));
    if (from < 0 || to < 0) {
      throw new IllegalStateException("the page has no place for the " + name);
    }
    return page.substring(0, from + begin.length()) + text + page.substring(to);
  }

  void writeJson(Path file) throws IOException {
    var text = new StringWriter();
    try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (var row : rows) {
        for (int i = 0; i < columns.size(); i++) {
          for (var finding : row.cells().get(i)) {
            write(json, row.fault(), columns.get(i), finding);
          }
        }
      }
      json.writeEndArray();
    }
    Files.writeString(file, text.append('\n').toString());
  }

  private static void write(JsonGenerator json, Fault fault, String column, Finding finding) {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeStringProperty("fault", fault.name());
    json.writeStringProperty("client", column);
    json.writeStringProperty("protocol", finding.wire().name().toLowerCase(Locale.ROOT));
    array(json, "wrong", finding.wrongs());
    json.writeStringProperty("state", finding.seen().state().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("millis", Math.round(finding.seen().millis()));
    json.writeNumberProperty("wholes", finding.seen().wholes());
    array(json, "errors", finding.seen().errors());
    json.writeStringProperty("text", finding.seen().text());
    json.writeEndObject();
  }

  private static void array(JsonGenerator json, String name, List<String> values) {
    json.writeName(name);
    json.writeStartArray();
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
