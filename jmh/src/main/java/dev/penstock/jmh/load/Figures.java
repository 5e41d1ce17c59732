package dev.penstock.jmh.load;

import dev.penstock.jmh.wire.Measure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The figures of a suite as they come, and what the machine was busy with before them. */
final class Figures {
  static final String MACHINE = "machine";
  static final String LOAD = "load-average";

  private final List<Measure> measures = new ArrayList<>();

  Figures() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    add(MACHINE, Map.of(), LOAD, Math.max(load, 0), "1");
  }

  void add(String name, Map<String, String> params, String metric, double value, String unit) {
    measures.add(new Measure(name, params, metric, value, unit));
  }

  /** Writes them to {@code SUITE.json} and prints their table. */
  void finish(String suite, Path target) throws IOException {
    var file = target.resolve(suite + ".json");
    Measure.write(measures, file);
    System.out.println(Table.of(suite).render(measures));
    System.out.println("Figures: " + file);
  }
}
