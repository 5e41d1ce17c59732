package dev.penstock.jmh.soak;

import dev.penstock.Outcome;
import dev.penstock.jmh.soak.Fate.Deed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Counts streams and their ends, and keeps what was wrong with them. Thread-safe. */
final class Tally {
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong streams = new AtomicLong();
  private final Map<Fate, Map<Outcome, Long>> outcomes = new ConcurrentHashMap<>();
  private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
  private final Queue<Drop> dropped = new ConcurrentLinkedQueue<>();
  private final AtomicLong drops = new AtomicLong();

  /** A stream that nobody holds any more, and what is told of its end. */
  private record Drop(String name, Run.Ends ends) {}

  /** {@return a number for a stream} */
  long number() {
    return numbers.incrementAndGet();
  }

  long streams() {
    return streams.get();
  }

  void meet(Run run) {
    try {
      var wrong = run.meet();
      if (wrong != null) {
        wrongs.add(run.name() + ": " + wrong);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    streams.incrementAndGet();
    if (run.fate().deed() == Deed.DROP) {
      drops.incrementAndGet();
      dropped.add(new Drop(run.name(), run.ends()));
    } else {
      count(run.fate(), run.ends().outcome());
    }
  }

  private void count(Fate fate, Outcome outcome) {
    outcomes
        .computeIfAbsent(fate, f -> new ConcurrentHashMap<>())
        .merge(outcome, 1L, Math::addExact);
  }

  /** Waits until the collector has found all streams that were dropped. */
  void awaitDrops(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (var drop = dropped.poll(); drop != null; drop = dropped.poll()) {
      while (drop.ends.count() == 0 && System.nanoTime() < deadline) {
        System.gc();
        Thread.sleep(20);
      }
      if (drop.ends.count() != 1 || drop.ends.outcome() != Outcome.CANCELLED) {
        wrongs.add(
            drop.name + ": ended " + drop.ends.count() + " times, as " + drop.ends.outcome());
      }
      count(Fate.DROPPED, drop.ends.outcome());
    }
  }

  void compareWarnings(int warnings) {
    if (warnings != drops.get()) {
      wrongs.add(drops + " streams were dropped, and " + warnings + " warnings logged");
    }
  }

  List<String> wrongs() {
    return new ArrayList<>(wrongs);
  }

  /** {@return how often each fate ended in which way} */
  String table() {
    var table = new StringBuilder("| fate | streams | ended as |\n|---|---:|---|\n");
    for (var entry : new TreeMap<>(outcomes).entrySet()) {
      var ends = new EnumMap<Outcome, Long>(entry.getValue());
      long all = ends.values().stream().mapToLong(Long::longValue).sum();
      var words = ends.entrySet().stream().map(end -> end.getKey() + " " + end.getValue()).toList();
      table.append(
          String.format("| %s | %d | %s |%n", entry.getKey(), all, String.join(", ", words)));
    }
    return table.toString().toLowerCase(Locale.ROOT);
  }
}
