package dev.penstock.jmh.wire;

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

/** The figures of {@link FirstEvent}, and how far they are above those of the bare socket. */
final class FirstEventSection implements Section {
  private static final double MICROS_ALLOWED = 200;
  private static final double SHARE_ALLOWED = 0.05;

  @Override
  public String name() {
    return FirstEvent.NAME;
  }

  /** {@return each client's metrics, by how long the server waits} */
  private Map<String, Map<String, Map<String, Double>>> delays(Path target) throws IOException {
    var delays = new LinkedHashMap<String, Map<String, Map<String, Double>>>();
    for (var measure : Measure.read(target.resolve(name() + ".json"))) {
      delays
          .computeIfAbsent(
              measure.params().getOrDefault(FirstEvent.DELAY, ""), none -> new LinkedHashMap<>())
          .computeIfAbsent(measure.name(), none -> new LinkedHashMap<>())
          .put(measure.metric(), measure.value());
    }
    return delays;
  }

  @Override
  public String tables(Path target) throws IOException {
    var table =
        new MarkdownTable(
            2, List.of("event after", "client", "median µs", "p90 µs", "median − raw"));
    var goals = new Goals();
    delays(target)
        .forEach((delay, clients) -> {
          double raw = median(clients, FirstEvent.RAW);
          clients.forEach((client, metrics) ->
              table.row(
                  delay,
                  client,
                  String.format(Locale.ROOT, "%.0f", median(clients, client)),
                  String.format(
                      Locale.ROOT, "%.0f", metrics.getOrDefault(FirstEvent.P90, Double.NaN)),
                  String.format(Locale.ROOT, "%+.0f", median(clients, client) - raw)));
          double jdk = median(clients, FirstEvent.JDK);
          double jetty = median(clients, FirstEvent.JETTY);
          goal(goals, delay + ", " + FirstEvent.JDK + ", above the raw read", jdk - raw, raw);
          goal(goals, delay + ", " + FirstEvent.JETTY + ", above the raw read", jetty - raw, raw);
          double apart = Math.abs(jdk - jetty);
          goal(goals, delay + ", one backend above the other", apart, Math.min(jdk, jetty));
        });
    return table + "\n" + goals;
  }

  private static double median(Map<String, Map<String, Double>> clients, String client) {
    return clients.getOrDefault(client, Map.of()).getOrDefault(FirstEvent.MEDIAN, Double.NaN);
  }

  private static void goal(Goals goals, String goal, double above, double below) {
    double bar = Math.max(MICROS_ALLOWED, below * SHARE_ALLOWED);
    goals.atMost(bar, goal + ": at most 200 µs or 5 %", above, "%+.0f µs");
  }
}
