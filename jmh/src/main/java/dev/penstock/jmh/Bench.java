package dev.penstock.jmh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs a suite, writes JMH's JSON, prints its table: {@code SUITE [--quick] [JMH OPTIONS]}. */
public final class Bench {
  private Bench() {}

  public static void main(String[] args) throws Exception {
    var rest = new ArrayList<>(List.of(args));
    boolean quick = rest.remove("--quick");
    var suite = rest.isEmpty() ? null : suite(rest.removeFirst());
    if (suite == null) {
      var names = Suite.all().stream().map(Suite::name).collect(Collectors.joining("|"));
      System.err.println("usage: jmh/bench " + names + " [--quick] [JMH OPTIONS]");
      System.exit(2);
      return;
    }
    try {
      run(suite, quick, rest);
    } catch (CommandLineOptionException | RunnerException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private static @Nullable Suite suite(String name) {
    return Suite.all().stream().filter(suite -> suite.name().equals(name)).findAny().orElse(null);
  }

  private static void run(Suite suite, boolean quick, List<String> jmh) throws Exception {
    var target = Path.of(System.getProperty("penstock.bench.target", "."));
    Files.createDirectories(target);
    var chosen = new CommandLineOptions(jmh.toArray(String[]::new));
    var file = target.resolve(suite.name() + ".json").toString();
    var options = options(suite, quick, chosen).result(file);
    if (chosen.getIncludes().isEmpty()) {
      options.include(suite.include());
    }
    var results = new ArrayList<>(new Runner(options.build()).run());
    if (chosen.getIncludes().isEmpty() && !suite.includeOfAllocation().isEmpty()) {
      var allocation =
          options(suite, quick, chosen)
              .result(target.resolve(suite.name() + "-allocation.json").toString())
              .include(suite.includeOfAllocation())
              .mode(Mode.AverageTime)
              .measurementIterations(2);
      results.addAll(new Runner(allocation.build()).run());
    }
    System.out.println();
    suite.report(results, System.out);
    System.out.println();
    System.out.println("JMH's own results: " + file);
  }

  private static ChainedOptionsBuilder options(
      Suite suite, boolean quick, CommandLineOptions chosen) {
    var options =
        new OptionsBuilder()
            .parent(chosen)
            .resultFormat(ResultFormatType.JSON)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    if (quick) {
      options
          .warmupIterations(4)
          .warmupTime(TimeValue.milliseconds(250))
          .measurementIterations(4)
          .measurementTime(TimeValue.milliseconds(200));
      suite
          .quickParameters()
          .forEach((name, values) -> {
            if (!chosen.getParameter(name).hasValue()) {
              options.param(name, values.toArray(String[]::new));
            }
          });
    }
    return options;
  }
}
