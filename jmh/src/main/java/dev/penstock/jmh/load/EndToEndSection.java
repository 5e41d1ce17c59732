package dev.penstock.jmh.load;

import dev.penstock.jmh.load.Table.Column;
import dev.penstock.jmh.report.Goals;
import dev.penstock.jmh.report.Measure;
import dev.penstock.jmh.report.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The figures of {@link EndToEnd}. */
final class EndToEndSection implements Section {
  private static final String CPU = "cpu-per-event";
  private static final double NANOS_A_MICRO = 1e3;
  private static final Table TABLE =
      new Table(
          EndToEnd.SHAPE,
          List.of(
              new Column(CPU, "CPU µs/event", NANOS_A_MICRO, "%,.2f"),
              new Column("events-per-second", "events/s", "%,.0f")));

  @Override
  public String name() {
    return EndToEnd.NAME;
  }

  @Override
  public String tables(Path target) throws IOException {
    var measures = Measure.read(target.resolve(name() + ".json"));
    var goals = new Goals();
    var times = measures.stream().filter(each -> each.metric().equals(CPU)).toList();
    for (var ours : times) {
      if (isOurs(ours)) {
        times.stream()
            .filter(each -> each.params().equals(ours.params()) && isLibrary(each))
            .mapToDouble(Measure::value)
            .min()
            .ifPresent(least -> goal(goals, ours, least / NANOS_A_MICRO));
      }
    }
    return TABLE.render(measures) + "\n" + goals;
  }

  private static boolean isOurs(Measure measure) {
    return measure.name().startsWith("Penstock");
  }

  /** A bare loop decodes nothing: it shows how far down it could go. */
  private static boolean isLibrary(Measure measure) {
    return !isOurs(measure) && !measure.name().equals(Contestant.LINES.name());
  }

  private static void goal(Goals goals, Measure ours, double least) {
    goals.atMost(
        least,
        ours.params().get(EndToEnd.SHAPE)
            + ", "
            + ours.name()
            + String.format(Locale.ROOT, ": at most the least of the libraries, %.2f µs", least),
        ours.value() / NANOS_A_MICRO,
        "%.2f µs");
  }
}
