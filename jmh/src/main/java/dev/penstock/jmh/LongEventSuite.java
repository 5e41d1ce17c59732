package dev.penstock.jmh;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@link LongEventBenchmark}: nanoseconds a byte, which must not grow with the event. */
final class LongEventSuite implements Suite {

  @Override
  public String name() {
    return "long-event";
  }

  @Override
  public void configure(ChainedOptionsBuilder options, boolean quick) {
    options.include("\\." + LongEventBenchmark.class.getSimpleName() + "\\.");
    if (quick) {
      options
          .warmupIterations(2)
          .measurementIterations(3)
          .measurementTime(TimeValue.milliseconds(700));
    }
  }

  @Override
  public void report(Collection<RunResult> results, PrintStream out) {
    out.println("| lines | chunk | MiB | ms/event | ns/byte |");
    out.println("|---|---:|---:|---:|---:|");
    for (var result : results) {
      double time = Results.medianNanos(result);
      var params = result.getParams();
      long bytes = Long.parseLong(params.getParam("mebibytes")) << 20;
      out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %.2f | %.3f |%n",
          params.getParam("lines"),
          params.getParam("chunk"),
          params.getParam("mebibytes"),
          time / 1e6,
          time / bytes);
    }
  }
}
