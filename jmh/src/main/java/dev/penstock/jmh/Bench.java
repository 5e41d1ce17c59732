package dev.penstock.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.jmh.faults.Matrix;
import dev.penstock.jmh.load.ColdStart;
import dev.penstock.jmh.load.EndToEnd;
import dev.penstock.jmh.load.Scale;
import dev.penstock.jmh.report.RunNote;
import dev.penstock.jmh.report.Section;
import dev.penstock.jmh.soak.Soak;
import dev.penstock.jmh.wire.BackPressure;
import dev.penstock.jmh.wire.FirstEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
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
  private static final List<Program> MEASURING =
      List.of(
          new BackPressure(),
          new FirstEvent(),
          new Matrix(),
          new Soak(),
          new Scale(),
          new EndToEnd(),
          new ColdStart());

  private static final List<Program> PROGRAMS =
      Stream.concat(MEASURING.stream(), Stream.of(new Tables(sections()))).toList();

  /** Which JMH gives to its forks. */
  private static final String CLASS_PATH = "java.class.path";

  private Bench() {}

  /** {@return all that is shown in the page of benchmarks} */
  static List<Section> sections() {
    return Stream.<@Nullable Section>concat(
            Suite.all().stream(), MEASURING.stream().map(Program::section))
        .filter(Objects::nonNull)
        .toList();
  }

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
      run(suite, quick, rest);
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

  private static void run(Suite suite, boolean quick, List<String> rest) throws Exception {
    var chosen = new CommandLineOptions(rest.toArray(String[]::new));
    var note = RunNote.now(suite.name(), quick, rest);
    Files.createDirectories(target().toAbsolutePath());
    var byFile = new LinkedHashMap<String, List<RunResult>>();
    // What a chosen part leaves out must not stay from another run.
    suite.files().forEach(file -> byFile.put(file, new ArrayList<>()));
    for (var run : suite.runs(target())) {
      byFile
          .computeIfAbsent(run.file(), none -> new ArrayList<>())
          .addAll(results(suite, run, quick, chosen));
    }
    if (byFile.values().stream().allMatch(List::isEmpty)) {
      throw new RunnerException("nothing of the suite is left to run");
    }
    for (var file : byFile.entrySet()) {
      write(file.getValue(), target().resolve(file.getKey() + ".json"));
    }
    note.write(suite.name(), target());
    suite.show(target());
  }

  static void write(List<RunResult> results, Path file) throws IOException {
    try (var out = new PrintStream(file.toFile(), UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
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
            .exclude(run.exclude(chosen.getIncludes()))
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
