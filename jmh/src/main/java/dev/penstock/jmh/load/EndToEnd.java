package dev.penstock.jmh.load;

import dev.penstock.jmh.Program;
import dev.penstock.jmh.report.Figures;
import dev.penstock.jmh.report.Section;
import dev.penstock.jmh.wire.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One stream over loopback, as fast as it goes: how much CPU time of the client's process an event
 * takes, and how many there are a second.
 *
 * <p>The server is a process of its own that writes each event by itself; so is each client. They
 * take turns, so that what else the machine does meets all of them.
 */
public final class EndToEnd implements Program {
  static final String NAME = "e2e";
  static final String SHAPE = "shape";

  private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC");
  private static final List<Contestant> CONTESTANTS =
      List.of(
          Contestant.JDK,
          Contestant.JETTY,
          Contestant.LINES,
          Contestant.OPENAI_JAVA,
          Contestant.LANGCHAIN4J,
          Contestant.JDK_ANTHROPIC,
          Contestant.JETTY_ANTHROPIC,
          Contestant.ANTHROPIC_JAVA);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Section section() {
    return new EndToEndSection();
  }

  /** One answer. */
  private record Reading(long events, long wall, long cpu) {
    static Reading ofLine(String line) {
      var numbers = Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
      return new Reading(numbers[0], numbers[1], numbers[2]);
    }
  }

  /** {@return whether every client read every event} */
  @Override
  public boolean run(boolean quick, List<String> options, Path target) throws Exception {
    Files.createDirectories(target);
    var log = target.resolve(NAME + ".log");
    Files.deleteIfExists(log);
    var figures = new Figures(section(), quick, options);
    int events = quick ? 10_000 : 100_000;
    int warmUps = quick ? 2 : 5;
    int rounds = quick ? 3 : 9;
    var contestants = Contestant.present(CONTESTANTS, NAME, target);
    var clients = new ArrayList<Child>();
    try (var server = Child.of(FlatServer.class, List.of("-Xmx128m"), List.of(), log)) {
      var url = "http://127.0.0.1:" + server.line() + "/" + events;
      for (var contestant : contestants) {
        clients.add(contestant.start(JVM, "serve", url, target, log));
      }
      rounds(clients, warmUps);
      var readings = rounds(clients, rounds);
      boolean right = true;
      for (int i = 0; i < contestants.size(); i++) {
        right &= readings.get(i).stream().allMatch(reading -> reading.events() == events);
        add(figures, contestants.get(i), readings.get(i));
      }
      figures.finish(target);
      return right;
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  private static List<List<Reading>> rounds(List<Child> clients, int rounds) throws IOException {
    var readings = new ArrayList<List<Reading>>();
    clients.forEach(client -> readings.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < clients.size(); i++) {
        readings.get(i).add(Reading.ofLine(clients.get(i).ask("flat")));
      }
    }
    return readings;
  }

  private static void add(Figures figures, Contestant contestant, List<Reading> readings) {
    var params = Map.of(SHAPE, contestant.shape().name().toLowerCase(Locale.ROOT));
    var byCpu = readings.stream().sorted(Comparator.comparingLong(Reading::cpu)).toList();
    var byWall = readings.stream().sorted(Comparator.comparingLong(Reading::wall)).toList();
    var cpu = byCpu.get(byCpu.size() / 2);
    var wall = byWall.get(byWall.size() / 2);
    var name = contestant.name();
    figures.add(name, params, "cpu-per-event", (double) cpu.cpu() / cpu.events(), "ns");
    figures.add(name, params, "events-per-second", wall.events() * 1e9 / wall.wall(), "1/s");
  }
}
