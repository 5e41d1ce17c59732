package dev.penstock.jmh.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process takes of the machine. */
final class Vitals {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final Path STATUS = Path.of("/proc/self/status");

  private Vitals() {}

  /** {@return the CPU time of the process, in nanoseconds} */
  static long cpu() {
    return SYSTEM.getProcessCpuTime();
  }

  /**
   * {@return the bytes of heap that are in use; right after a collection, those that are needed}
   */
  static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** {@return the bytes that the process has in memory; 0 where only the system knows} */
  static long resident() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    for (var line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return 0;
  }

  /** {@return the number of platform threads} */
  static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** Writes how many objects of which class there are, after a collection. */
  static void histogram(Path file) throws IOException {
    try {
      var text =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      Files.writeString(file, (String) text);
    } catch (JMException e) {
      throw new IOException(e);
    }
  }
}
