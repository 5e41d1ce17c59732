package dev.penstock.jmh;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;

/** {@link FramingBenchmark}, an event at a time and compared with okhttp-sse and the bare scan. */
final class FramingSuite implements Suite {
  private static final List<String> METHODS =
      List.of(
          "penstockSlices",
          "penstockStrings",
          "okhttpSse",
          "okhttpEventsource",
          "langchain4j",
          "springWeb",
          "readLine",
          "bareScan");

  private record Row(String shape, String chunk) {}

  /**
   * @param time nanoseconds an event
   * @param allocated bytes an event
   * @param rate MB/s
   */
  private record Cell(double time, double allocated, double rate) {
    Cell withAllocated(double allocated) {
      return new Cell(time, allocated, rate);
    }
  }

  @Override
  public String name() {
    return "framing";
  }

  @Override
  public List<Run> runs(Path target) {
    // Slices allocate so little that JMH's sampling would hide it: they are run once more, without.
    return List.of(
        Run.of(name(), "\\.FramingBenchmark\\."),
        Run.of(name() + "-allocation", "\\.FramingBenchmark\\.penstockSlices")
            .withMode(Mode.AverageTime));
  }

  @Override
  public Map<String, List<String>> quickParameters() {
    return Map.of("chunk", List.of("64", "8192", "16384"));
  }

  @Override
  public void report(Collection<RunResult> results, PrintStream out) {
    var cells = new HashMap<Row, Map<String, Cell>>();
    var rows = new LinkedHashSet<Row>();
    for (var result : results) {
      var params = result.getParams();
      var row = new Row(params.getParam("shape"), params.getParam("chunk"));
      rows.add(row);
      var byMethod = cells.computeIfAbsent(row, none -> new HashMap<>());
      var method = result.getPrimaryResult().getLabel();
      var cell = cell(row.shape(), result);
      // What was run again without sampling, stands in for the allocation only.
      byMethod.merge(method, cell, (sampled, again) -> sampled.withAllocated(again.allocated()));
    }
    out.println(
        "| shape | chunk | parser | ns/event | MB/s | B/event | × okhttp-sse | of bare scan |");
    out.println("|---|---:|---|---:|---:|---:|---:|---:|");
    for (var row : rows) {
      var byMethod = cells.getOrDefault(row, Map.of());
      for (var method : METHODS) {
        var cell = byMethod.get(method);
        if (cell != null) {
          out.println(line(row, method, cell, byMethod));
        }
      }
    }
  }

  private static Cell cell(String shape, RunResult result) {
    var body = SseBody.of(shape);
    double time = Results.nanos(result);
    return new Cell(
        time / body.events(),
        Results.allocated(result) / body.events(),
        body.length() / time * 1e3);
  }

  private static String line(Row row, String method, Cell cell, Map<String, Cell> others) {
    var okhttp = others.get("okhttpSse");
    var scan = others.get("bareScan");
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.1f | %.0f | %.1f | %s | %s |",
        row.shape(),
        row.chunk(),
        method,
        cell.time(),
        cell.rate(),
        cell.allocated(),
        okhttp == null ? "" : String.format(Locale.ROOT, "%.2f", okhttp.time() / cell.time()),
        scan == null ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * scan.time() / cell.time()));
  }
}
