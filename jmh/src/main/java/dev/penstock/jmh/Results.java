package dev.penstock.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;

/** Figures taken from JMH's results. */
final class Results {
  private Results() {}

  /**
   * {@return the median time of an operation in nanoseconds} Other processes that take the core
   * away move a mean; they hardly move a median.
   */
  static double medianNanos(RunResult result) {
    double median = result.getPrimaryResult().getStatistics().getPercentile(50);
    return median * TimeUnit.MICROSECONDS.toNanos(1);
  }

  /** {@return how many bytes an operation allocated} */
  static double allocated(RunResult result) {
    return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
  }
}
