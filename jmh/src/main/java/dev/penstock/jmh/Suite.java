package dev.penstock.jmh;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** Benchmarks that are run together, and the table made of their results. */
interface Suite {

  /** {@return all suites that {@code jmh/bench} knows} */
  static List<Suite> all() {
    return List.of(new FramingSuite(), new LongEventSuite(), new DecodeSuite());
  }

  /** {@return what the suite is called on the command line, and its file of results} */
  String name();

  /**
   * {@return the runs that make it up}
   *
   * @param target the folder for results, where the class paths of peers are, too
   */
  List<Run> runs(Path target);

  /** {@return the values of parameters that are enough for a quick run} */
  Map<String, List<String>> quickParameters();

  /** Prints the results as a table that stands in Markdown. */
  void report(Collection<RunResult> results, PrintStream out);
}
