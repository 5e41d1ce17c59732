package dev.penstock.jmh.load;

import dev.penstock.jmh.Program;
import dev.penstock.jmh.report.Figures;
import dev.penstock.jmh.report.Section;
import dev.penstock.jmh.wire.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time from starting {@code java} to the first event of a local stream, by programs that do
 * nothing else. They take turns.
 */
public final class ColdStart implements Program {
  static final String NAME = "cold";

  private static final String ONCE = "once";

  /** What is behind the name of a client whose classes are in a cache. */
  static final String CACHED = ", AOT cache";

  /** The first JDK that makes an AOT cache in one step. */
  private static final int FIRST_WITH_CACHE = 25;

  private static final List<Contestant> CONTESTANTS =
      List.of(
          Contestant.JDK,
          Contestant.JETTY,
          Contestant.LINES,
          Contestant.OPENAI_JAVA,
          Contestant.LANGCHAIN4J,
          Contestant.ANTHROPIC_JAVA);

  /** Starts a program that prints a line when it has its first event. */
  private interface Start {
    Child now() throws IOException;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Section section() {
    return new ColdStartSection();
  }

  @Override
  public boolean run(boolean quick, List<String> options, Path target) throws Exception {
    Files.createDirectories(target);
    var log = target.resolve(NAME + ".log");
    Files.deleteIfExists(log);
    var figures = new Figures(section(), quick, options);
    try (var server = Child.of(FlatServer.class, List.of("-Xmx128m"), List.of(), log)) {
      var url = "http://127.0.0.1:" + server.line() + "/1";
      var starts = new LinkedHashMap<String, Start>();
      for (var each : Contestant.present(CONTESTANTS, NAME, target)) {
        starts.put(each.name(), () -> each.start(List.of(), ONCE, url, target, log));
        addCached(starts, each, url, target, log);
      }
      addCli(starts, url, log);
      var times = new LinkedHashMap<String, List<Double>>();
      // The first round brings files into the system's cache, and is not counted.
      int rounds = quick ? 2 : 15;
      for (int round = 0; round <= rounds; round++) {
        for (var start : starts.entrySet()) {
          double millis = time(start.getValue());
          if (round > 0) {
            times.computeIfAbsent(start.getKey(), none -> new ArrayList<>()).add(millis);
          }
        }
      }
      times.forEach((name, all) -> {
        all.sort(null);
        figures.add(name, Map.of(), "first-event-median", all.get(all.size() / 2), "ms");
        figures.add(name, Map.of(), "first-event-fastest", all.getFirst(), "ms");
      });
      figures.finish(target);
      return true;
    }
  }

  private static double time(Start start) throws IOException {
    long before = System.nanoTime();
    try (var child = start.now()) {
      child.line();
      return (System.nanoTime() - before) / 1e6;
    }
  }

  /** The same with an AOT cache, which a first start makes. */
  private static void addCached(
      Map<String, Start> starts, Contestant client, String url, Path target, Path log)
      throws IOException {
    if (Runtime.version().feature() < FIRST_WITH_CACHE) {
      return;
    }
    var name = client.name() + CACHED;
    var cache = target.resolve(NAME + "-" + client.fileName() + ".aot");
    Files.deleteIfExists(cache);
    try (var first = client.start(List.of("-XX:AOTCacheOutput=" + cache), ONCE, url, target, log)) {
      first.untilItEnds();
    }
    if (Files.exists(cache)) {
      starts.put(
          name, () -> client.start(List.of("-XX:AOTCache=" + cache), ONCE, url, target, log));
    } else {
      System.err.println(NAME + ": skipped, its AOT cache was not made, see " + log + ": " + name);
    }
  }

  /** The command line, as its script starts it once it is built, and without its archive. */
  private static void addCli(Map<String, Start> starts, String url, Path log) {
    var folder = Path.of(System.getProperty("penstock.bench.home", "."), "cli/target");
    var jar = folder.resolve("penstock.jar");
    if (!Files.isReadable(jar)) {
      System.err.println(NAME + ": skipped, its jar is not here: ./penstock");
      return;
    }
    for (var backend : List.of("jdk", "jetty")) {
      var name = "./penstock chat --backend " + backend;
      starts.put(name, () -> cli(List.of(), jar, backend, url, log));
      var cache = folder.resolve("penstock.aot");
      if (cache.toFile().lastModified() >= jar.toFile().lastModified()) {
        var use = List.of("-XX:AOTCache=" + cache);
        starts.put(name + CACHED, () -> cli(use, jar, backend, url, log));
      }
    }
  }

  private static Child cli(List<String> more, Path jar, String backend, String url, Path log)
      throws IOException {
    var all =
        new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable"));
    all.addAll(more);
    all.addAll(
        List.of(
            "-jar",
            jar.toString(),
            "chat",
            "--provider",
            "openai-compatible",
            "--base-url",
            url + "/v1",
            "--backend",
            backend,
            "--model",
            "m",
            "hi"));
    return new Child(all, log);
  }
}
