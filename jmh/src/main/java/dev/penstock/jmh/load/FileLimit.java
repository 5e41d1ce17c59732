package dev.penstock.jmh.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a process may have as many sockets as there are to be streams. */
final class FileLimit {
  /** Jars, selectors and pipes of a JVM. */
  private static final int OTHERS = 200;

  private FileLimit() {}

  /** {@return how many files a process may have open; the most there is where that is not told} */
  static long allowed() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /**
   * {@return what is in the way of so many streams, and what to do about it; null if nothing is}
   */
  static @Nullable String objection(int streams, long allowed) {
    long needed = (long) streams + OTHERS;
    return needed <= allowed
        ? null
        : String.format(
            Locale.ROOT,
            "%,d streams need %,d open files in each process, and the limit is %,d: raise it by"
                + " `ulimit -n %d` (as root, if the hard limit is lower), or ask for fewer by"
                + " `--streams %d`",
            streams,
            needed,
            allowed,
            needed,
            Math.max(1, allowed - OTHERS));
  }
}
