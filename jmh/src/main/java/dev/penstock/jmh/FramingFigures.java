package dev.penstock.jmh;

import dev.penstock.jmh.report.Goals;
import dev.penstock.jmh.report.JmhResult;
import dev.penstock.jmh.report.MarkdownTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What {@link FramingBenchmark} found, an event at a time. */
final class FramingFigures {
  private static final String SLICES = "penstockSlices";
  private static final String STRINGS = "penstockStrings";
  private static final String OKHTTP = "okhttpSse";
  private static final String SCAN = "bareScan";
  private static final String OPENAI = "openai";
  private static final String ANTHROPIC = "anthropic";
  private static final String SMALL_CHUNK = "64";
  private static final String LARGE_CHUNK = "16384";
  private static final List<String> USUAL_CHUNKS = List.of("8192", LARGE_CHUNK);

  private static final List<String> METHODS =
      List.of(
          SLICES,
          STRINGS,
          OKHTTP,
          "okhttpEventsource",
          "langchain4j",
          "springWeb",
          "readLine",
          SCAN);

  private record Key(String shape, String chunk, String method) {}

  /**
   * @param time nanoseconds an event
   * @param allocated bytes an event
   */
  private record Cell(double time, double allocated) {
    static final Cell NONE = new Cell(Double.NaN, Double.NaN);
  }

  private final Map<Key, Cell> cells = new HashMap<>();
  private final Set<String> shapes = new LinkedHashSet<>();
  private final Set<String> chunks = new TreeSet<>(Comparator.comparingInt(Integer::parseInt));

  FramingFigures(List<JmhResult> results) {
    for (var result : results) {
      var key = new Key(result.param("shape"), result.param("chunk"), result.method());
      shapes.add(key.shape);
      chunks.add(key.chunk);
      int events = SseBody.of(key.shape).events();
      var cell = new Cell(result.tenth() / events, result.allocated() / events);
      // What was run again without sampling, stands in for the allocation only.
      cells.merge(key, cell, (sampled, again) -> new Cell(sampled.time, again.allocated));
    }
  }

  private Cell cell(String shape, String chunk, String method) {
    return cells.getOrDefault(new Key(shape, chunk, method), Cell.NONE);
  }

  private double speed(String shape, String chunk, String method, String than) {
    return cell(shape, chunk, than).time / cell(shape, chunk, method).time;
  }

  /** {@return a table for each shape; its last columns are for the largest chunk} */
  String tables() {
    var text = new StringBuilder();
    for (var shape : shapes) {
      text.append(text.isEmpty() ? "" : "\n").append(table(shape));
    }
    return text.toString();
  }

  private MarkdownTable table(String shape) {
    var largest = List.copyOf(chunks).getLast();
    var heads = new ArrayList<>(List.of(shape));
    chunks.forEach(chunk -> heads.add("chunks of " + chunk + ": ns/event"));
    heads.addAll(List.of("× okhttp-sse", "of bare scan", "B/event"));
    var table = new MarkdownTable(1, heads);
    for (var method : METHODS) {
      var row = new ArrayList<>(List.of(method));
      chunks.forEach(chunk -> row.add(time(cell(shape, chunk, method).time)));
      double speed = speed(shape, largest, method, OKHTTP);
      row.add(format(speed < 0.1 ? "%.2f" : "%.1f", speed));
      row.add(format("%.0f %%", 100 * speed(shape, largest, method, SCAN)));
      row.add(allocated(cell(shape, largest, method).allocated));
      if (chunks.stream().anyMatch(chunk -> cells.containsKey(new Key(shape, chunk, method)))) {
        table.row(row);
      }
    }
    return table;
  }

  private static String time(double nanos) {
    return format(nanos < 1e3 ? "%.1f" : "%,.0f", nanos);
  }

  private static String allocated(double bytes) {
    return format(bytes < 1 ? "%.2f" : "%,.0f", bytes);
  }

  private static String format(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  Goals goals() {
    var usual = ", chunks of 8192 and more, ";
    return new Goals()
        .atLeast(
            6,
            OPENAI + usual + "slices: at least 6 × okhttp-sse",
            least(chunk -> speed(OPENAI, chunk, SLICES, OKHTTP)),
            "%.1f ×")
        .atLeast(
            60,
            OPENAI + usual + "slices: at least 60 % of the bare scan",
            least(chunk -> 100 * speed(OPENAI, chunk, SLICES, SCAN)),
            "%.0f %%")
        .atLeast(
            2.5,
            OPENAI + usual + "strings: at least 2.5 × okhttp-sse",
            least(chunk -> speed(OPENAI, chunk, STRINGS, OKHTTP)),
            "%.1f ×")
        .atLeast(
            5,
            ANTHROPIC + usual + "slices: at least 5 × okhttp-sse",
            least(chunk -> speed(ANTHROPIC, chunk, SLICES, OKHTTP)),
            "%.1f ×")
        .atLeast(
            1,
            OPENAI + ", chunks of 64, slices: at least okhttp-sse in chunks of 16384",
            cell(OPENAI, LARGE_CHUNK, OKHTTP).time / cell(OPENAI, SMALL_CHUNK, SLICES).time,
            "%.1f ×")
        .atMost(
            0.5,
            "slices: nothing allocated for an event, in any chunks",
            cells.entrySet().stream()
                .filter(cell -> cell.getKey().method.equals(SLICES))
                .mapToDouble(cell -> cell.getValue().allocated)
                .max()
                .orElse(Double.NaN),
            "%.2f B");
  }

  private static double least(ToDoubleFunction<String> figure) {
    return USUAL_CHUNKS.stream().mapToDouble(figure).min().orElse(Double.NaN);
  }
}
