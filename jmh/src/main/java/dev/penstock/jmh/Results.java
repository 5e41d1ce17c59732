package dev.penstock.jmh;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;

/** Figures taken from JMH's results. */
final class Results {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Results() {}

  /**
   * {@return the tenth percentile of an operation's times, in nanoseconds} What else the machine
   * does moves the mean, and on a busy one the median too; the fastest tenth it hardly reaches.
   */
  static double nanos(RunResult result) {
    double time = result.getPrimaryResult().getStatistics().getPercentile(10);
    return time * TimeUnit.MICROSECONDS.toNanos(1);
  }

  /** {@return how many bytes an operation allocated} */
  static double allocated(RunResult result) {
    return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED)).getScore();
  }
}
