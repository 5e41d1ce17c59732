package dev.penstock.jmh;

import dev.penstock.jmh.report.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Benchmarks of JMH's that are run together, and what is shown of their results. */
interface Suite extends Section {

  /** {@return all suites that {@code jmh/bench} knows} */
  static List<Suite> all() {
    return List.of(new FramingSuite(), new LongEventSuite(), new DecodeSuite());
  }

  /**
   * {@return the runs that make it up}
   *
   * @param target the folder for results, where the class paths of peers are, too
   */
  List<Run> runs(Path target);

  /** {@return the values of parameters that are enough for a quick run} */
  default Map<String, List<String>> quickParameters() {
    return Map.of();
  }
}
