package dev.penstock.jmh;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;

/** Figures taken from JMH's results. */
final class Results {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Results() {}

  /**
   * {@return the time of an operation in nanoseconds, of the fastest iteration} What else the
   * machine does makes iterations slower, never faster.
   */
  static double bestNanos(RunResult result) {
    double best = result.getPrimaryResult().getStatistics().getMin();
    return best * TimeUnit.MICROSECONDS.toNanos(1);
  }

  /** {@return how many bytes an operation allocated} */
  static double allocated(RunResult result) {
    return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED)).getScore();
  }
}
