package dev.penstock.jmh;

import dev.penstock.jmh.report.Goals;
import dev.penstock.jmh.report.JmhResult;
import dev.penstock.jmh.report.MarkdownTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@link LongEventBenchmark}: nanoseconds a byte, which must not grow with the event. */
final class LongEventSuite implements Suite {
  /** A quadratic parser's would be sixteen times as long. */
  private static final double GROWTH_ALLOWED = 2;

  private record Row(String lines, String mebibytes) {}

  @Override
  public String name() {
    return "long-event";
  }

  @Override
  public List<Run> runs(Path target) {
    return List.of(Run.of(name(), "\\.LongEventBenchmark\\."));
  }

  @Override
  public String tables(Path target) throws IOException {
    var rows = new LinkedHashMap<Row, Map<String, Double>>();
    var chunks = new LinkedHashSet<String>();
    var lines = new LinkedHashSet<String>();
    for (var result : JmhResult.read(target.resolve(name() + ".json"))) {
      var row = new Row(result.param("lines"), result.param("mebibytes"));
      long bytes = Long.parseLong(row.mebibytes) << 20;
      rows.computeIfAbsent(row, none -> new LinkedHashMap<>())
          .put(result.param("chunk"), result.tenth() / bytes);
      chunks.add(result.param("chunk"));
      lines.add(row.lines);
    }
    var heads = new ArrayList<>(List.of("lines", "MiB"));
    chunks.forEach(chunk -> heads.add("chunks of " + chunk + ": ns/byte"));
    var table = new MarkdownTable(1, heads);
    rows.forEach((row, times) -> {
      var cells = new ArrayList<>(List.of(row.lines, row.mebibytes));
      chunks.forEach(chunk ->
          cells.add(String.format(Locale.ROOT, "%.2f", times.getOrDefault(chunk, Double.NaN))));
      table.row(cells);
    });
    var goals = new Goals();
    for (var line : lines) {
      for (var chunk : chunks) {
        double growth = time(rows, line, "16", chunk) / time(rows, line, "1", chunk);
        var goal = line + ", chunks of " + chunk + ": a byte of 16 MiB at most 2 × one of 1 MiB";
        goals.atMost(GROWTH_ALLOWED, goal, growth, "%.1f ×");
      }
    }
    return table + "\n" + goals;
  }

  private static double time(
      Map<Row, Map<String, Double>> rows, String lines, String mebibytes, String chunk) {
    return rows.getOrDefault(new Row(lines, mebibytes), Map.of()).getOrDefault(chunk, Double.NaN);
  }
}
