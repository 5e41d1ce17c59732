package dev.penstock.jmh.faults;

import dev.penstock.jmh.faults.Sighting.State;
import dev.penstock.jmh.wire.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client in a JVM of its own, which is ended when it hangs, and started when it is needed. */
final class Subject implements AutoCloseable {
  private static final int WARM_UPS = 2;

  private final Wire wire;
  private final List<String> arguments;
  private final Path log;
  private @Nullable Child child;

  /**
   * Makes one.
   *
   * @param wire the protocol that it speaks
   * @param arguments those of {@code java}
   * @param log where its errors go
   */
  Subject(Wire wire, List<String> arguments, Path log) {
    this.wire = wire;
    this.arguments = arguments;
    this.log = log;
  }

  Wire wire() {
    return wire;
  }

  /** {@return what is seen of a fault, and what is wrong with that} */
  Finding meet(Fault fault) throws IOException {
    var peer = started();
    try (var stage = new Stage(fault, wire)) {
      var seen = ask(peer, fault, stage);
      var wrongs = Judge.wrongs(fault, seen, stage);
      if (seen.state() == State.HUNG || seen.state() == State.DIED) {
        close();
      }
      return new Finding(wire, seen, wrongs);
    }
  }

  /** Starts it, and lets it load its classes before anything is timed. */
  private Child started() throws IOException {
    var running = child;
    if (running == null) {
      running = new Child(arguments, log);
      child = running;
      for (var line = running.line(); !line.equals("ready"); ) {
        line = running.line();
      }
      var healthy = Faults.all().getFirst();
      for (int i = 0; i < WARM_UPS; i++) {
        try (var stage = new Stage(healthy, wire)) {
          ask(running, healthy, stage);
        }
      }
    }
    return running;
  }

  private static Sighting ask(Child peer, Fault fault, Stage stage) throws IOException {
    try {
      return Sighting.ofLine(peer.ask(fault.act() + " " + fault.retries() + " " + stage.url()));
    } catch (IOException e) {
      return new Sighting(State.DIED, 0, List.of(), "", 0);
    }
  }

  @Override
  public void close() throws IOException {
    var running = child;
    child = null;
    if (running != null) {
      running.close();
    }
  }
}
