package dev.penstock.jmh.load;

import dev.penstock.jmh.load.Table.Column;
import dev.penstock.jmh.report.Goals;
import dev.penstock.jmh.report.Measure;
import dev.penstock.jmh.report.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The figures of {@link Scale}. */
final class ScaleSection implements Section {
  private static final double KIBIBYTE = 1 << 10;
  private static final double MICROS_A_MILLI = 1e3;
  private static final int JETTY_HEAP = 32 << 10;
  private static final int JDK_HEAP = 48 << 10;

  /** The goals are for so many. */
  private static final Map<String, String> MANY = Map.of(Scale.STREAMS, "10000");

  private static final Table TABLE =
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

  @Override
  public String name() {
    return Scale.NAME;
  }

  @Override
  public String tables(Path target) throws IOException {
    var measures = Measure.read(target.resolve(name() + ".json"));
    var goals = new Goals();
    goals(goals, measures, Contestant.JETTY.name(), JETTY_HEAP);
    goals(goals, measures, Contestant.JDK.name(), JDK_HEAP);
    return TABLE.render(measures) + "\n" + goals;
  }

  private static void goals(Goals goals, List<Measure> measures, String client, int heap) {
    var of = "10,000 streams, " + client + ": ";
    goals.atMost(
        heap / KIBIBYTE,
        of + "at most " + (heap >> 10) + " KiB of heap a stream",
        Measure.value(measures, client, MANY, "heap-per-stream") / KIBIBYTE,
        "%.1f KiB");
    double one = Measure.value(measures, client, MANY, "platform-threads-of-one");
    double threads = Measure.value(measures, client, MANY, "platform-threads");
    goals.atMost(0, of + "no platform thread more than with one", threads - one, "%+.0f");
    double lost = Measure.value(measures, client, MANY, "events-lost");
    goals.atMost(0, of + "no event lost", lost, "%.0f");
  }
}
