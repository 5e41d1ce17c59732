package dev.penstock.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The threads that are alive, but for the JDK's own. */
final class LiveThreads {
  private static final Set<String> JDK_GROUPS =
      Set.of(
          "system", "InnocuousThreadGroup", "InnocuousForkJoinWorkerThreadGroup", "CarrierThreads");
  private static final Pattern JDK_NAMES =
      Pattern.compile("ForkJoinPool\\.commonPool-.*|CompletableFutureDelayScheduler|.*Poller.*");

  /**
   * A thread's first line in a dump: {@code #22 "name" virtual}, from Java 25 on with its state and
   * a time.
   */
  private static final Pattern VIRTUAL_THREAD = Pattern.compile("#(\\d+) \"(.*)\" virtual\\b.*");

  private LiveThreads() {}

  static void platform(Map<String, String> held) {
    Thread.getAllStackTraces()
        .forEach((thread, stack) -> {
          var group = thread.getThreadGroup();
          boolean jdks =
              group == null
                  || JDK_GROUPS.contains(group.getName())
                  || JDK_NAMES.matcher(thread.getName()).matches();
          if (!jdks && thread.threadId() != Thread.currentThread().threadId()) {
            var frames = Arrays.stream(stack).map(StackTraceElement::toString).toList();
            put(held, "thread", thread.threadId(), thread.getName(), frames);
          }
        });
  }

  /** Adds the virtual threads; none where the JVM cannot list them. */
  static void virtual(Map<String, String> held) {
    var dump = dump();
    for (int i = 0; i < dump.size(); i++) {
      var thread = VIRTUAL_THREAD.matcher(dump.get(i));
      if (thread.matches() && !JDK_NAMES.matcher(thread.group(2)).matches()) {
        int end = i + 1;
        while (end < dump.size() && !dump.get(end).isBlank()) {
          end++;
        }
        long id = Long.parseLong(thread.group(1));
        if (id != Thread.currentThread().threadId()) {
          put(held, "virtual thread", id, thread.group(2), dump.subList(i + 1, end));
        }
      }
    }
  }

  private static void put(
      Map<String, String> held, String kind, long id, String name, List<String> frames) {
    held.put("thread " + id, kind + " #" + id + " \"" + name + "\" " + place(frames));
  }

  /** {@return the innermost frame outside the JDK, or else the innermost} */
  private static String place(List<String> frames) {
    var places =
        frames.stream().map(String::strip).filter(frame -> !frame.startsWith("-")).toList();
    return places.stream()
        .filter(frame -> !frame.matches("(at )?(java|jdk)\\..*"))
        .findFirst()
        .or(() -> places.stream().findFirst())
        .map(frame -> frame.startsWith("at ") ? frame : "at " + frame)
        .orElse("without frames");
  }

  private static List<String> dump() {
    var jvm = hotSpot();
    if (jvm == null) {
      return List.of();
    }
    try {
      var folder = Files.createTempDirectory("census");
      var file = folder.resolve("threads");
      try {
        return dump(jvm, file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a thread dump", e);
    }
  }

  private static List<String> dump(HotSpotDiagnosticMXBean jvm, Path file) throws IOException {
    try {
      jvm.dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
    } catch (UnsupportedOperationException e) {
      return List.of();
    }
    return Files.readAllLines(file);
  }

  private static @Nullable HotSpotDiagnosticMXBean hotSpot() {
    try {
      return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
