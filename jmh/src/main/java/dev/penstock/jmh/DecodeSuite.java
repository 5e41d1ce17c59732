package dev.penstock.jmh;

import dev.penstock.jmh.decode.DecodePeer;
import dev.penstock.jmh.report.JmhResult;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@link dev.penstock.jmh.decode.DecodeBenchmark}, a run for each peer, with its jars before ours.
 */
final class DecodeSuite implements Suite {
  @Override
  public String name() {
    return "decode";
  }

  @Override
  public List<Run> runs(Path target) {
    var runs = new ArrayList<Run>();
    for (var peer : DecodePeer.ALL) {
      var include = "\\.DecodeBenchmark\\." + peer.method() + "$";
      var parameters = Map.of(DecodeFigures.DIALECT, peer.dialects());
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
  public String tables(Path target) throws IOException {
    var figures = new DecodeFigures(JmhResult.read(target.resolve(name() + ".json")));
    return figures.table() + "\n" + figures.goals();
  }

  @Override
  public Map<String, String> pictures(Path target) throws IOException {
    var figures = new DecodeFigures(JmhResult.read(target.resolve(name() + ".json")));
    return Map.of(name() + ".svg", figures.chart().draw());
  }
}
