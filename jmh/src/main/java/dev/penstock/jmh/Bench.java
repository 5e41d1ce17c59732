package dev.penstock.jmh;

import dev.penstock.jmh.faults.Matrix;
import dev.penstock.jmh.soak.Soak;
import dev.penstock.jmh.wire.BackPressure;
import dev.penstock.jmh.wire.FirstEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs a suite, writes its JSON, prints its table: {@code SUITE [--quick] [JMH OPTIONS]}. */
public final class Bench {
  private static final List<Program> PROGRAMS =
      List.of(new BackPressure(), new FirstEvent(), new Matrix(), new Soak());

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

  private static void run(Suite suite, boolean quick, List<String> jmh) throws Exception {
    var file = target().resolve(suite.name() + ".json");
    Files.createDirectories(file.toAbsolutePath().getParent());
    var chosen = new CommandLineOptions(jmh.toArray(String[]::new));
    var options =
        new OptionsBuilder()
            .parent(chosen)
            .resultFormat(ResultFormatType.JSON)
            .result(file.toString())
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    if (chosen.getIncludes().isEmpty()) {
      options.include(suite.include());
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
            if (!chosen.getParameter(name).hasValue()) {
              options.param(name, values.toArray(String[]::new));
            }
          });
    }
    var results = new Runner(options.build()).run();
    System.out.println();
    suite.report(results, System.out);
    System.out.println();
    System.out.println("JMH's own results: " + file);
  }
}
