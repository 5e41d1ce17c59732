package dev.penstock.jmh;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;

/** Figures taken from JMH's results. */
final class Results {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Results() {}

  /**
   * {@return the median time of an operation in nanoseconds} What else the machine does moves means
   * and hardly a median.
   */
  static double medianNanos(RunResult result) {
    double median = result.getPrimaryResult().getStatistics().getPercentile(50);
    return median * TimeUnit.MICROSECONDS.toNanos(1);
  }

  /** {@return how many bytes an operation allocated} */
  static double allocated(RunResult result) {
    return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED)).getScore();
  }
}
