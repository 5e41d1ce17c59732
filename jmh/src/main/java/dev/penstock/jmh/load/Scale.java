package dev.penstock.jmh.load;

import dev.penstock.jmh.Program;
import dev.penstock.jmh.report.Figures;
import dev.penstock.jmh.report.Section;
import dev.penstock.jmh.wire.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What many streams cost a process that has them open at once, each with an event a second: memory,
 * threads, CPU, and the time from a write to its delivery.
 *
 * <p>Server and client are processes of their own, another pair for each figure. Memory is counted
 * after a collection, less that of the same process with one stream.
 */
public final class Scale implements Program {
  static final String NAME = "scale";
  static final String STREAMS = "streams";

  private static final String STREAMS_OPTION = "--streams";
  private static final List<Integer> COUNTS = List.of(1_000, 2_000, 10_000);
  private static final int QUICK_COUNT = 200;
  private static final int EVERY_MILLIS = 1_000;

  /** So many ask at once: what is measured are streams, not how fast they can begin. */
  private static final int BATCH = 200;

  private static final int WARM_UP_SECONDS = 3;
  private static final int WINDOW_SECONDS = 10;
  private static final int CLASSES_SHOWN = 12;

  /**
   * The same for all. The young generation has one size, so that the process grows by what streams
   * hold; the old one gives back what they don't.
   */
  private static final List<String> JVM =
      List.of(
          "-Xmx4g",
          "-Xmn64m",
          "-XX:+UseSerialGC",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=30");

  private static final List<Contestant> CONTESTANTS =
      List.of(Contestant.JDK, Contestant.JETTY, Contestant.OPENAI_JAVA, Contestant.LANGCHAIN4J);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Section section() {
    return new ScaleSection();
  }

  @Override
  public boolean accepts(List<String> options) {
    return options.isEmpty()
        || (options.size() == 2
            && options.getFirst().equals(STREAMS_OPTION)
            && options.getLast().matches("[1-9]\\d{0,5}"));
  }

  /** {@return whether each of our own streams got every event} */
  @Override
  public boolean run(boolean quick, List<String> options, Path target) throws Exception {
    List<Integer> counts = quick ? List.of(QUICK_COUNT) : COUNTS;
    if (!options.isEmpty()) {
      counts = List.of(Integer.parseInt(options.getLast()));
    }
    var objection = FileLimit.objection(counts.getLast(), FileLimit.allowed());
    if (objection != null) {
      System.err.println("scale: " + objection);
      return false;
    }
    Files.createDirectories(target);
    var log = target.resolve(NAME + ".log");
    Files.deleteIfExists(log);
    var figures = new Figures(section(), quick, options);
    boolean right = true;
    for (int count : counts) {
      for (var contestant : Contestant.present(CONTESTANTS, NAME, target)) {
        var trial = new Trial(contestant, count, quick ? 1 : WARM_UP_SECONDS, figures);
        try {
          boolean whole = trial.run(quick ? 2 : WINDOW_SECONDS, target, log);
          right &= whole || !contestant.isOurs();
        } catch (IOException e) {
          System.err.println(contestant.name() + ", " + count + " streams: " + e.getMessage());
          right &= !contestant.isOurs();
        }
      }
    }
    figures.finish(target);
    return right;
  }

  /** One client with so many streams. */
  private record Trial(Contestant contestant, int count, int warmUp, Figures figures) {
    boolean run(int window, Path target, Path log) throws IOException {
      var every = List.of(String.valueOf(EVERY_MILLIS));
      try (var server = Child.of(LiveServer.class, List.of("-Xmx1g"), every, log)) {
        var url = "http://127.0.0.1:" + server.line();
        try (var client = contestant.start(JVM, "serve", url, target, log)) {
          open(client, 1);
          client.ask("live " + warmUp);
          var one = numbers(client.ask("held"));
          for (int left = count - 1; left > 0; left -= BATCH) {
            open(client, Math.min(left, BATCH));
          }
          client.ask("live " + warmUp);
          delivery(numbers(client.ask("live " + window)), window);
          held(one, numbers(client.ask("held")));
          histogram(client, target);
          return whole(server, client);
        }
      }
    }

    private static void open(Child client, int streams) throws IOException {
      var answer = client.ask("open " + streams);
      if (!answer.equals("open")) {
        throw new IOException(answer);
      }
    }

    private void delivery(long[] seen, int seconds) {
      add("events-per-second", (double) seen[0] / seconds, "1/s");
      add("delivery-median", seen[1] / 1e3, "us");
      add("delivery-p99", seen[2] / 1e3, "us");
      add("delivery-most", seen[3] / 1e3, "us");
      add("cpu", seen[4] / 1e9 / seconds, "cores");
    }

    private void held(long[] one, long[] all) {
      double more = Math.max(1, count - 1);
      add("heap-per-stream", (all[0] - one[0]) / more, "B");
      add("rss-per-stream", (all[1] - one[1]) / more, "B");
      add("platform-threads", (double) all[2], "1");
      add("platform-threads-of-one", (double) one[2], "1");
    }

    private void histogram(Child client, Path target) throws IOException {
      var file =
          target.resolve(NAME + "-" + contestant.fileName() + "-" + count + ".histogram.txt");
      client.ask("histogram " + file.toAbsolutePath());
      System.out.println(contestant.name() + ", " + count + " streams, objects by size:");
      Files.readAllLines(file).stream().limit(CLASSES_SHOWN + 2).forEach(System.out::println);
      System.out.println();
    }

    private boolean whole(Child server, Child client) throws IOException {
      long written = Long.parseLong(server.ask("end"));
      var got = numbers(client.ask("await " + count));
      add("events", (double) written, "1");
      add("events-lost", (double) (written - got[0]), "1");
      add("streams-not-whole", (double) (got[2] + got[3]), "1");
      boolean whole = written == got[0] && got[1] + got[2] + got[3] == 0;
      System.err.printf(
          "%s, %,d streams: %,d events, %s%n",
          contestant.name(), count, written, whole ? "none lost" : Arrays.toString(got));
      return whole;
    }

    private void add(String metric, double value, String unit) {
      figures.add(contestant.name(), Map.of(STREAMS, String.valueOf(count)), metric, value, unit);
    }

    private static long[] numbers(String line) {
      return Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }
  }
}
