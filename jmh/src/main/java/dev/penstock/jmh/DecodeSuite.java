package dev.penstock.jmh;

import dev.penstock.jmh.decode.DecodePeer;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/**
 * {@link dev.penstock.jmh.decode.DecodeBenchmark}, a run for each peer, with its jars before ours.
 */
final class DecodeSuite implements Suite {
  private static final String DIALECT = "dialect";

  @Override
  public String name() {
    return "decode";
  }

  @Override
  public List<Run> runs(Path target) {
    var runs = new ArrayList<Run>();
    for (var peer : DecodePeer.ALL) {
      var include = "\\.DecodeBenchmark\\." + peer.method() + "$";
      var parameters = Map.of(DIALECT, peer.dialects());
      if (peer.folder() == null) {
        runs.add(new Run(name(), include, parameters, null, null));
        continue;
      }
      var jars = target.resolve("peers").resolve(peer.folder() + ".classpath");
      var classes = target.resolve("peers").resolve(peer.folder());
      if (!Files.isReadable(jars) || !Files.isDirectory(classes)) {
        System.err.println("decode: left out, its jars are not here: " + peer.method());
        continue;
      }
      var classPath =
          String.join(
              File.pathSeparator,
              classes.toString(),
              read(jars),
              System.getProperty("java.class.path"));
      runs.add(new Run(name(), include, parameters, classPath, null));
    }
    return runs;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, List<String>> quickParameters() {
    return Map.of();
  }

  @Override
  public void report(Collection<RunResult> results, PrintStream out) {
    out.println("| dialect | decoder | ns/event | B/event | × Penstock's time |");
    out.println("|---|---|---:|---:|---:|");
    var dialects = results.stream().map(DecodeSuite::dialect).distinct().toList();
    for (var dialect : dialects) {
      var rows = results.stream().filter(result -> dialect(result).equals(dialect)).toList();
      var ours = rows.stream().filter(row -> method(row).equals("penstock")).findAny();
      for (var row : rows) {
        out.printf(
            Locale.ROOT,
            "| %s | %s | %,.0f | %,.0f | %s |%n",
            dialect,
            method(row),
            time(row),
            Results.allocated(row),
            ours.map(our -> String.format(Locale.ROOT, "%.1f", time(row) / time(our))).orElse(""));
      }
    }
  }

  private static String dialect(RunResult result) {
    return result.getParams().getParam(DIALECT);
  }

  private static String method(RunResult result) {
    return result.getPrimaryResult().getLabel();
  }

  private static double time(RunResult result) {
    return result.getPrimaryResult().getScore();
  }
}
