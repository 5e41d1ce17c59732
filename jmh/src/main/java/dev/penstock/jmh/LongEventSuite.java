package dev.penstock.jmh;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** {@link LongEventBenchmark}: nanoseconds a byte, which must not grow with the event. */
final class LongEventSuite implements Suite {

  @Override
  public String name() {
    return "long-event";
  }

  @Override
  public List<Run> runs(Path target) {
    return List.of(Run.of(name(), "\\.LongEventBenchmark\\."));
  }

  @Override
  public Map<String, List<String>> quickParameters() {
    return Map.of();
  }

  @Override
  public void report(Collection<RunResult> results, PrintStream out) {
    out.println("| lines | chunk | MiB | ms/event | ns/byte |");
    out.println("|---|---:|---:|---:|---:|");
    for (var result : results) {
      double time = Results.nanos(result);
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
