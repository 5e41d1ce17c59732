package dev.penstock.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.jmh.faults.Matrix;
import dev.penstock.jmh.load.ColdStart;
import dev.penstock.jmh.load.EndToEnd;
import dev.penstock.jmh.load.Scale;
import dev.penstock.jmh.load.Tables;
import dev.penstock.jmh.soak.Soak;
import dev.penstock.jmh.wire.BackPressure;
import dev.penstock.jmh.wire.FirstEvent;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs a suite, writes its JSON, prints its table: {@code SUITE [--quick] [JMH OPTIONS]}. */
public final class Bench {
  private static final List<Program> PROGRAMS =
      List.of(
          new BackPressure(),
          new FirstEvent(),
          new Matrix(),
          new Soak(),
          new Scale(),
          new EndToEnd(),
          new ColdStart(),
          new Tables());

  /** Which JMH gives to its forks. */
  private static final String CLASS_PATH = "java.class.path";

  private Bench() {}

  public static void main(String[] args) throws Exception {
    var rest = new ArrayList<>(List.of(args));
    boolean quick = rest.remove("--quick");
    var name = rest.isEmpty() ? "" : rest.removeFirst();
    var program = PROGRAMS.stream().filter(each -> each.name().equals(name)).findAny();
    if (program.isPresent() && program.get().accepts(rest)) {
      if (!program.get().run(quick, rest, target())) {
        System.exit(1);
      }
      return;
    }
    var suite = suite(name);
    if (suite == null) {
      var names =
          Stream.concat(Suite.all().stream().map(Suite::name), PROGRAMS.stream().map(Program::name))
              .collect(Collectors.joining("|"));
      System.err.println("usage: jmh/bench " + names + " [--quick] [JMH OPTIONS]");
      System.exit(2);
      return;
    }
    try {
      run(suite, quick, new CommandLineOptions(rest.toArray(String[]::new)));
    } catch (CommandLineOptionException | RunnerException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private static @Nullable Suite suite(String name) {
    return Suite.all().stream().filter(suite -> suite.name().equals(name)).findAny().orElse(null);
  }

  private static Path target() {
    return Path.of(System.getProperty("penstock.bench.target", "."));
  }

  private static void run(Suite suite, boolean quick, CommandLineOptions chosen) throws Exception {
    Files.createDirectories(target().toAbsolutePath());
    var all = new ArrayList<RunResult>();
    var byFile = new LinkedHashMap<Path, List<RunResult>>();
    for (var run : suite.runs(target())) {
      var results = results(suite, run, quick, chosen);
      all.addAll(results);
      var file = target().resolve(run.file() + ".json");
      byFile.computeIfAbsent(file, none -> new ArrayList<>()).addAll(results);
    }
    if (all.isEmpty()) {
      throw new RunnerException("nothing of the suite is left to run");
    }
    for (var file : byFile.entrySet()) {
      try (var out = new PrintStream(file.getKey().toFile(), UTF_8)) {
        ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(file.getValue());
      }
    }
    System.out.println();
    suite.report(all, System.out);
    System.out.println();
    System.out.println("JMH's own results: " + byFile.keySet());
  }

  private static List<RunResult> results(
      Suite suite, Run run, boolean quick, CommandLineOptions chosen) throws RunnerException {
    var parameters = run.parameters(name -> chosen.getParameter(name).orElse(List.of()));
    if (parameters.values().stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    var options =
        new OptionsBuilder()
            .parent(chosen)
            .include(run.include(chosen.getIncludes()))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    parameters.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
    var mode = run.mode();
    if (mode != null) {
      options.mode(mode);
    }
    if (quick) {
      options
          .warmupIterations(5)
          .warmupTime(TimeValue.milliseconds(250))
          .measurementIterations(6)
          .measurementTime(TimeValue.milliseconds(200));
      suite
          .quickParameters()
          .forEach((name, values) -> {
            if (!parameters.containsKey(name) && !chosen.getParameter(name).hasValue()) {
              options.param(name, values.toArray(String[]::new));
            }
          });
    }
    return run(run, options.build());
  }

  private static List<RunResult> run(Run run, Options options) throws RunnerException {
    var ours = System.getProperty(CLASS_PATH);
    try {
      System.setProperty(CLASS_PATH, run.classPath() == null ? ours : run.classPath());
      return List.copyOf(new Runner(options).run());
    } catch (NoBenchmarksException e) {
      return List.of();
    } finally {
      System.setProperty(CLASS_PATH, ours);
    }
  }
}
