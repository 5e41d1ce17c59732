package dev.penstock.jmh;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** Benchmarks that are run together, and the table made of their results. */
interface Suite {

  /** {@return all suites that {@code jmh/bench} knows} */
  static List<Suite> all() {
    return List.of(new FramingSuite(), new LongEventSuite());
  }

  /** {@return what the suite is called on the command line, and its file of results} */
  String name();

  /** {@return the benchmarks, as a regular expression of JMH's} */
  String include();

  /** {@return the values of parameters that are enough for a quick run} */
  Map<String, List<String>> quickParameters();

  /**
   * {@return the benchmarks among them that allocate so little that JMH's sampling would hide it,
   * empty if none} They are run once more, without sampling.
   */
  default String includeOfAllocation() {
    return "";
  }

  /** Prints the results as a table that stands in Markdown. */
  void report(Collection<RunResult> results, PrintStream out);
}
