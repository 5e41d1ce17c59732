package dev.penstock.jmh;

import dev.penstock.jmh.report.Axis;
import dev.penstock.jmh.report.BarChart;
import dev.penstock.jmh.report.BarChart.Bar;
import dev.penstock.jmh.report.BarChart.Colour;
import dev.penstock.jmh.report.Goals;
import dev.penstock.jmh.report.JmhResult;
import dev.penstock.jmh.report.MarkdownTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@link dev.penstock.jmh.decode.DecodeBenchmark} found. */
final class DecodeFigures {
  static final String DIALECT = "dialect";

  private static final String OURS = "penstock";
  private static final String OPENAI = "openai";
  private static final String OBFUSCATED = "openaiObfuscated";
  private static final String ANTHROPIC = "anthropic";
  private static final String GEMINI = "gemini";

  /** How the picture names decoders and dialects; those without a name are named as they are. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry(OURS, "Penstock"),
          Map.entry(OURS + "Plain", "Penstock, parsing each frame"),
          Map.entry("openaiJava", "openai-java"),
          Map.entry("anthropicJava", "anthropic-java"),
          Map.entry("langchain4j", "LangChain4j"),
          Map.entry("googleGenai", "google-genai"),
          Map.entry(OPENAI, "OpenAI"),
          Map.entry(OBFUSCATED, "OpenAI, padded chunks"),
          Map.entry(ANTHROPIC, "Anthropic"),
          Map.entry(GEMINI, "Gemini"));

  private final List<JmhResult> results;
  private final List<String> dialects;

  DecodeFigures(List<JmhResult> results) {
    this.results = results;
    dialects = results.stream().map(result -> result.param(DIALECT)).distinct().toList();
  }

  private List<JmhResult> of(String dialect) {
    return results.stream().filter(result -> result.param(DIALECT).equals(dialect)).toList();
  }

  private double time(String dialect, String method) {
    return of(dialect).stream()
        .filter(result -> result.method().equals(method))
        .mapToDouble(JmhResult::mean)
        .findFirst()
        .orElse(Double.NaN);
  }

  MarkdownTable table() {
    var table =
        new MarkdownTable(
            2, List.of(DIALECT, "decoder", "ns/event", "B/event", "× Penstock's time"));
    for (var dialect : dialects) {
      double ours = time(dialect, OURS);
      for (var result : of(dialect)) {
        table.row(
            dialect,
            result.method(),
            String.format(Locale.ROOT, "%,.0f", result.mean()),
            String.format(Locale.ROOT, "%,.0f", result.allocated()),
            Double.isNaN(ours) ? "" : String.format(Locale.ROOT, "%.1f", result.mean() / ours));
      }
    }
    return table;
  }

  Goals goals() {
    var goals = new Goals();
    faster(goals, OPENAI, "openaiJava", 30);
    faster(goals, OPENAI, "langchain4j", 8);
    faster(goals, ANTHROPIC, "anthropicJava", 25);
    faster(goals, GEMINI, "googleGenai", 25);
    return goals
        .atMost(
            2,
            OBFUSCATED + ": at most 2 × the time of " + OPENAI,
            time(OBFUSCATED, OURS) / time(OPENAI, OURS),
            "%.1f ×")
        .atMost(
            100,
            "every dialect: at most 100 B an event, of which a frame of " + GEMINI + "'s has two",
            results.stream()
                .filter(result -> result.method().equals(OURS))
                .mapToDouble(DecodeFigures::allocated)
                .max()
                .orElse(Double.NaN),
            "%.0f B");
  }

  private void faster(Goals goals, String dialect, String peer, int bar) {
    goals.atLeast(
        bar,
        dialect + ": at least " + bar + " × as fast as " + peer,
        time(dialect, peer) / time(dialect, OURS),
        "%.1f ×");
  }

  /** {@return bytes for an event of ours, of which Gemini's pieces of text have two each} */
  private static double allocated(JmhResult result) {
    return result.param(DIALECT).equals(GEMINI) ? result.allocated() / 2 : result.allocated();
  }

  /**
   * {@return bars for those dialects that a peer reads, too; from zero, so that lengths compare}
   */
  BarChart chart() {
    var shown = dialects.stream().filter(this::hasPeers).toList();
    double most =
        shown.stream()
            .flatMap(dialect -> of(dialect).stream())
            .mapToDouble(JmhResult::mean)
            .max()
            .orElse(1);
    var axis =
        Axis.linear(
            "nanoseconds for a piece of text, from its bytes to its event",
            most,
            tick -> String.format(Locale.ROOT, "%,.0f", tick));
    var chart = new BarChart("Decoding: the time that an event of text takes", axis, 200, 664);
    chart.key(Colour.BLUE, 8, "Penstock");
    chart.key(Colour.ORANGE, 200, "others: nanoseconds · times as long as Penstock");
    for (var dialect : shown) {
      chart.heading(NAMES.getOrDefault(dialect, dialect));
      of(dialect).stream()
          .sorted(Comparator.comparingDouble(JmhResult::mean))
          .forEach(result ->
              chart.row(
                  NAMES.getOrDefault(result.method(), result.method()),
                  bar(result, time(dialect, OURS))));
    }
    return chart;
  }

  private boolean hasPeers(String dialect) {
    return of(dialect).stream().anyMatch(result -> !result.method().startsWith(OURS));
  }

  private static Bar bar(JmhResult result, double ours) {
    var colour =
        !result.method().startsWith(OURS)
            ? Colour.ORANGE
            : result.method().equals(OURS) ? Colour.BLUE : Colour.PALE;
    var time = String.format(Locale.ROOT, "%,.0f ns", result.mean());
    double times = result.mean() / ours;
    return new Bar(
        colour,
        result.mean(),
        result.method().equals(OURS) || Double.isNaN(ours)
            ? time
            : time + String.format(Locale.ROOT, times < 10 ? " · %.1f ×" : " · %.0f ×", times));
  }
}
