package dev.penstock.jmh.soak;

import dev.penstock.testkit.HoldingsAccess;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much of what leaks there is, at one moment. */
record Holdings(List<Entry> entries) {
  /**
   * What the pools and the JVM's own tables may keep: the heap is not counted to the byte. Of
   * thousands of streams it would show if each left as little as a kilobyte behind.
   */
  private static final double HEAP_TOLERANCE = 4 << 20;

  /**
   * Jetty leaves the buffer of a stream that is aborted with unread bytes to the collector
   * (jetty.project#12934), and its pool notices when it next looks at the place: there may be as
   * many as there were streams at once.
   */
  private static final double JETTY_TOLERANCE = Soak.LANES;

  private static final double MEBIBYTE = 1 << 20;

  /**
   * One figure.
   *
   * @param name what is counted
   * @param value how many
   * @param tolerance how many more there may be at the end
   */
  record Entry(String name, double value, double tolerance) {
    private String shown() {
      return tolerance < HEAP_TOLERANCE
          ? String.valueOf((long) value)
          : String.format(Locale.ROOT, "%.1f MiB", value / MEBIBYTE);
    }
  }

  Holdings {
    entries = List.copyOf(entries);
  }

  /** Counts, after the collector has run. */
  static Holdings take(List<Stack> stacks) {
    System.gc();
    var entries = new ArrayList<Entry>();
    entries.add(new Entry("platform threads", HoldingsAccess.platformThreads(), 0));
    entries.add(new Entry("virtual threads", HoldingsAccess.virtualThreads(), 0));
    entries.add(new Entry("sockets", HoldingsAccess.sockets(), 0));
    for (var stack : stacks) {
      double more = stack.name().startsWith("Jetty") ? JETTY_TOLERANCE : 0;
      entries.add(new Entry("buffers lent, " + stack.name(), stack.lent().getAsInt(), more));
    }
    for (var stack : stacks) {
      if (stack.name().startsWith("JDK")) {
        entries.add(new Entry("exchanges, " + stack.name(), stack.exchanges().getAsInt(), 0));
      }
    }
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    entries.add(new Entry("heap after collection", heap, HEAP_TOLERANCE));
    return new Holdings(entries);
  }

  /** {@return whether nothing is there that was not there before} */
  boolean isBackAt(Holdings before) {
    for (int i = 0; i < entries.size(); i++) {
      var was = before.entries.get(i);
      if (entries.get(i).value > was.value + was.tolerance) {
        return false;
      }
    }
    return true;
  }

  /** {@return a table of both} */
  String since(Holdings before) {
    var table = new StringBuilder("| held | start | end | |\n|---|---:|---:|---|\n");
    for (int i = 0; i < entries.size(); i++) {
      var was = before.entries.get(i);
      var now = entries.get(i);
      boolean back = now.value <= was.value + was.tolerance;
      table.append(
          String.format(
              "| %s | %s | %s | %s |%n",
              now.name, was.shown(), now.shown(), back ? "back" : "**left**"));
    }
    return table.toString();
  }
}
