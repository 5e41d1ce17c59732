package dev.penstock.jmh;

import dev.penstock.jmh.report.JmhResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;

/** {@link FramingBenchmark}, an event at a time and compared with okhttp-sse and the bare scan. */
final class FramingSuite implements Suite {
  private static final String ALLOCATION = "framing-allocation";

  @Override
  public String name() {
    return "framing";
  }

  @Override
  public List<String> files() {
    return List.of(name(), ALLOCATION);
  }

  @Override
  public List<Run> runs(Path target) {
    // Slices allocate so little that JMH's sampling would hide it: they are run once more, without.
    return List.of(
        Run.of(name(), "\\.FramingBenchmark\\."),
        Run.of(ALLOCATION, "\\.FramingBenchmark\\.penstockSlices").withMode(Mode.AverageTime));
  }

  @Override
  public Map<String, List<String>> quickParameters() {
    return Map.of("chunk", List.of("64", "8192", "16384"));
  }

  @Override
  public String tables(Path target) throws IOException {
    var results = new ArrayList<JmhResult>();
    for (var file : files()) {
      results.addAll(JmhResult.read(target.resolve(file + ".json")));
    }
    var figures = new FramingFigures(results);
    return figures.tables() + "\n" + figures.goals();
  }
}
