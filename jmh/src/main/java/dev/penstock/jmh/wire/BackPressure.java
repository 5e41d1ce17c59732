package dev.penstock.jmh.wire;

import dev.penstock.jmh.Program;
import dev.penstock.jmh.report.Figures;
import dev.penstock.jmh.report.Section;
import dev.penstock.testkit.KernelAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of a response a client's process has taken from the kernel two seconds after its
 * consumer took one event and no more.
 *
 * <p>Server and client are processes of their own. What the client has taken is what the server has
 * written, less what waits in the server's socket and in the client's.
 */
public final class BackPressure implements Program {
  static final String NAME = "backpressure";
  static final String METRIC = "bytes-in-client";
  static final String HTTP = "http";
  static final String SERVER = "server";
  static final String FLAT_OUT = "flat-out";
  static final String PACED = "50ms";

  static final String FIRST = "bytes-of-head-and-first-event";
  private static final List<String> SERVERS = List.of(FLAT_OUT, PACED);
  private static final long PAUSE_MILLIS = 2_000;
  private static final int ROUNDS = 3;
  private static final long ACKNOWLEDGING_MILLIS = 150;
  private static final List<String> HEAP = List.of("-Xmx4g", "-XX:+UseSerialGC");

  private static final List<Subject> SUBJECTS =
      List.of(
          ours("Penstock, JDK", "1.1", "jdk"),
          ours("Penstock, Jetty", "1.1", "jetty"),
          ours("Penstock, JDK, default windows", "2", "jdk-h2"),
          ours(
              "Penstock, JDK, windowsize=65536",
              "2",
              "jdk-h2",
              "-Djdk.httpclient.windowsize=65536"),
          ours("Penstock, Jetty", "2", "jetty-h2"),
          ours("JDK ofLines into a queue", "1.1", "lines"),
          ours("okhttp-sse into a queue", "1.1", "okhttp-sse"),
          peer("openai-java, blocking", "openai-java", "OpenAiJava.java", "blocking"),
          peer("openai-java, async into a queue", "openai-java", "OpenAiJava.java", "async"),
          peer("LangChain4j into a queue", "langchain4j", "LangChain4j.java"));

  /**
   * A client.
   *
   * @param peer the folder of its class path and source, null if it is in ours
   * @param arguments what comes before the address
   */
  private record Subject(
      String name, String http, List<String> jvm, @Nullable String peer, List<String> arguments) {}

  private static Subject ours(String name, String http, String client, String... jvm) {
    return new Subject(name, http, List.of(jvm), null, List.of(client));
  }

  private static Subject peer(String name, String folder, String source, String... arguments) {
    var all = new ArrayList<>(List.of(source));
    all.addAll(List.of(arguments));
    return new Subject(name, "1.1", List.of(), folder, all);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Section section() {
    return new BackPressureSection();
  }

  @Override
  public boolean run(boolean quick, List<String> options, Path target) throws Exception {
    if (!KernelAccess.isKnown()) {
      System.out.println("backpressure: skipped, what the kernel holds is known on Linux only");
      return true;
    }
    Files.createDirectories(target);
    var log = target.resolve(NAME + ".log");
    Files.deleteIfExists(log);
    var figures = new Figures(section(), quick, options);
    for (var subject : SUBJECTS) {
      if (subject.peer() != null && !Files.isReadable(classPath(subject.peer(), target))) {
        System.err.println("backpressure: skipped, its jars are not here: " + subject.name());
        continue;
      }
      for (var server : SERVERS) {
        var params = Map.of(HTTP, subject.http(), SERVER, server);
        var reading = measure(subject, server, quick ? 1 : ROUNDS, target, log);
        System.err.println(
            subject.name() + ", HTTP/" + subject.http() + ", " + server + ": " + reading.taken());
        figures.add(subject.name(), params, METRIC, (double) reading.taken(), "B");
        figures.add(subject.name(), params, FIRST, (double) reading.first(), "B");
      }
    }
    figures.finish(target);
    return true;
  }

  /**
   * What was seen of one client.
   *
   * @param taken bytes in its process
   * @param first those of them that are the response's head and the first event
   */
  private record Reading(long taken, long first) {}

  /** {@return the median of some rounds} */
  private static Reading measure(Subject subject, String server, int rounds, Path target, Path log)
      throws Exception {
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < rounds; i++) {
      readings.add(measure(subject, server, target, log));
    }
    readings.sort((a, b) -> Long.compare(a.taken(), b.taken()));
    return readings.get(rounds / 2);
  }

  private static Reading measure(Subject subject, String pace, Path target, Path log)
      throws Exception {
    try (var server = Child.of(PressureServer.class, List.of(), List.of(subject.http()), log)) {
      int port = Integer.parseInt(server.line());
      var url = "http://127.0.0.1:" + port + "/" + pace + "/v1";
      try (var client = start(subject, url, target, log)) {
        for (var line = client.line(); !line.equals("took"); ) {
          line = client.line();
        }
        Thread.sleep(PAUSE_MILLIS);
        return read(server, port, pace);
      }
    }
  }

  private static Reading read(Child server, int port, String pace)
      throws IOException, InterruptedException {
    if (pace.equals(PACED)) {
      // Asked once, this server writes no more. What was not acknowledged yet is counted in both
      // sockets.
      server.ask("count");
      Thread.sleep(ACKNOWLEDGING_MILLIS);
    }
    // The count goes first: what is written in between is then no byte of the client's.
    var counts = server.ask("count").split(" ", 2);
    long held = KernelAccess.heldBytes(port);
    return new Reading(Long.parseLong(counts[0]) - held, Long.parseLong(counts[1]));
  }

  private static Child start(Subject subject, String url, Path target, Path log)
      throws IOException {
    var jvm = new ArrayList<>(HEAP);
    jvm.addAll(subject.jvm());
    var arguments = new ArrayList<>(subject.arguments());
    arguments.add(url);
    var peer = subject.peer();
    if (peer == null) {
      return Child.of(PressureClient.class, jvm, arguments, log);
    }
    jvm.addAll(List.of("-cp", Files.readString(classPath(peer, target)).strip()));
    var sources = Path.of(System.getProperty("penstock.bench.peers", "jmh/peers"));
    arguments.set(0, sources.resolve(peer).resolve(arguments.getFirst()).toString());
    jvm.addAll(arguments);
    return new Child(jvm, log);
  }

  private static Path classPath(String peer, Path target) {
    return target.resolve("peers").resolve(peer + ".classpath");
  }
}
