package dev.penstock.jmh.load;

import dev.penstock.jmh.load.Table.Column;
import dev.penstock.jmh.report.Goals;
import dev.penstock.jmh.report.Measure;
import dev.penstock.jmh.report.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The figures of {@link ColdStart}. */
final class ColdStartSection implements Section {
  private static final String MEDIAN = "first-event-median";
  private static final int MILLIS = 400;
  private static final Table TABLE =
      new Table(
          "",
          List.of(
              new Column(MEDIAN, "median ms", "%,.0f"),
              new Column("first-event-fastest", "fastest ms", "%,.0f")));

  @Override
  public String name() {
    return ColdStart.NAME;
  }

  @Override
  public String tables(Path target) throws IOException {
    var measures = Measure.read(target.resolve(name() + ".json"));
    var goals = new Goals();
    for (var each : measures) {
      boolean isOurs = each.name().startsWith("Penstock") || each.name().startsWith("./penstock");
      boolean isCached = each.name().endsWith(ColdStart.CACHED);
      if (isOurs && isCached && each.metric().equals(MEDIAN)) {
        goals.atMost(MILLIS, each.name() + ": at most 400 ms", each.value(), "%,.0f ms");
      }
    }
    return TABLE.render(measures) + "\n" + goals;
  }
}
