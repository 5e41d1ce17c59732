package dev.penstock.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the JVM held at one moment of the things that leak: threads, virtual threads, TCP sockets.
 *
 * <p>Taken before some work, it proves after it that nothing is left:
 *
 * {@snippet class="dev.penstock.testkit.CensusSnippetsTest" region="census"}
 *
 * <p>Only what came since counts, so that what was there before, or ends meanwhile, disturbs
 * nothing; what other tests do at the same time does. The JDK's own threads (collector, carriers,
 * pollers, the common pool) are left out. Virtual threads are seen on a HotSpot JVM; sockets on
 * Linux, elsewhere the number of open file descriptors is compared. Immutable.
 */
public final class Census {
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Map<String, String> before;
  private final long descriptors;

  private Census(Map<String, String> before, long descriptors) {
    this.before = before;
    this.descriptors = descriptors;
  }

  /** {@return what the JVM holds now} */
  public static Census take() {
    return new Census(held(), Sockets.descriptors());
  }

  /**
   * {@return what the JVM holds now and did not hold then, a line each: for people, in no fixed
   * form}
   */
  public List<String> left() {
    var now = held();
    now.keySet().removeAll(before.keySet());
    long more = Sockets.descriptors() - descriptors;
    if (more > 0) {
      now.put("descriptors", more + " file descriptors");
    }
    return List.copyOf(now.values());
  }

  /**
   * Waits until nothing is left. Looks every few milliseconds; an interrupt ends the waiting and is
   * kept.
   *
   * @param patience how long
   * @throws AssertionError if something still is, listing it
   */
  public void awaitNothingLeft(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    var left = left();
    while (!left.isEmpty()) {
      if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        throw new AssertionError("left after " + patience + ":\n  " + String.join("\n  ", left));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
      left = left();
    }
  }

  private static Map<String, String> held() {
    var held = new LinkedHashMap<String, String>();
    LiveThreads.platform(held);
    LiveThreads.virtual(held);
    Sockets.open(held);
    return held;
  }
}
