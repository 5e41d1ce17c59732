package dev.penstock.jmh;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Benchmarks that are run together, and the table made of their results. */
interface Suite {

  /** {@return all suites that {@code jmh/bench} knows} */
  static List<Suite> all() {
    return List.of(new FramingSuite(), new LongEventSuite());
  }

  /** {@return what the suite is called on the command line, and its file of results} */
  String name();

  /**
   * Says which benchmarks are run, and how.
   *
   * @param quick whether to end within six minutes rather than with the steadiest figures
   */
  void configure(ChainedOptionsBuilder options, boolean quick);

  /** Prints the results as a table that stands in Markdown. */
  void report(Collection<RunResult> results, PrintStream out);
}
