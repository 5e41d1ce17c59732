package dev.penstock.jmh.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.jmh.faults.Sighting.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.LinkedHashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a client read answers and tells what the program saw. Stands on the JDK alone, so that it
 * fits on any class path.
 */
public final class Driver {
  /** The key of every client. */
  public static final String KEY = "sk-a-key-that-nobody-else-may-see";

  private static final int LONGEST_ERROR = 400;

  private final Client client;

  /**
   * Makes one.
   *
   * @param client reads the answers
   */
  public Driver(Client client) {
    this.client = client;
  }

  /**
   * Does what the lines of standard input say, {@code ACT RETRIES URL}, and answers each with a
   * line.
   *
   * @throws IOException if there is no input
   * @throws InterruptedException if the thread is interrupted
   */
  public void serve() throws IOException, InterruptedException {
    var tasks = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    System.out.println("ready");
    for (var line = tasks.readLine(); line != null; line = tasks.readLine()) {
      var parts = line.split(" ", -1);
      System.out.println(see(Act.valueOf(parts[0]), Integer.parseInt(parts[1]), parts[2]).toLine());
    }
    // Clients may have threads of their own that are no daemons.
    System.exit(0);
  }

  /** Lets a program ask and read, and tells what it saw. */
  Sighting see(Act act, int retries, String url) throws InterruptedException {
    if (client.callsBack() && act.isInterrupt()) {
      return sighting(State.NO_WAY, new Watch(act), 0);
    }
    var call = client.prepare(Client.Terms.of(act, retries, url));
    var watch = new Watch(act);
    long start = System.nanoTime();
    long deadline = start + Waits.DEADLINE.toNanos();
    var threads = act == Act.INTERRUPT_PLATFORM ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    var reader = threads.name("reader").start(() -> read(call, watch));
    if (!act.isFromOutside()) {
      boolean ended = watch.awaitEnd(deadline - System.nanoTime());
      long from = act.breaks() && watch.brokeAt() != 0 ? watch.brokeAt() : start;
      return ended ? ended(watch, watch.endedAt() - from) : sighting(State.HUNG, watch, 0);
    }
    if (act.isLate()) {
      watch.awaitText(deadline - System.nanoTime());
    }
    Thread.sleep(Waits.BEFORE_ACT);
    if (!act.isInterrupt() && !watch.isClosable()) {
      return sighting(State.NO_WAY, watch, 0);
    }
    return act(act, watch, reader);
  }

  private Sighting act(Act act, Watch watch, Thread reader) throws InterruptedException {
    var done = new CountDownLatch(1);
    long from = System.nanoTime();
    long deadline = from + Waits.ACT_DEADLINE.toNanos();
    if (act.isInterrupt()) {
      reader.interrupt();
      done.countDown();
    } else {
      Thread.ofPlatform()
          .daemon()
          .name("closer")
          .start(() -> {
            try {
              watch.closer().run();
            } catch (RuntimeException e) {
              // Two errors then, which is what the program sees.
              watch.failed(new IllegalStateException("close() threw " + e, e));
            }
            done.countDown();
          });
    }
    boolean closed = done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    // A client that calls back need not say once more that the program has ended it.
    boolean ended = closed && (client.callsBack() || watch.awaitEnd(deadline - System.nanoTime()));
    return ended ? ended(watch, System.nanoTime() - from) : sighting(State.HUNG, watch, 0);
  }

  private void read(Client.Call call, Watch watch) {
    try {
      call.read(watch);
      if (!client.callsBack()) {
        watch.whole();
      }
    } catch (Throwable e) {
      // Also an OutOfMemoryError, which is one of the results.
      watch.failed(e);
    }
  }

  private Sighting ended(Watch watch, long nanos) throws InterruptedException {
    if (client.callsBack()) {
      Thread.sleep(Waits.AFTERWARDS);
    }
    return sighting(State.ENDED, watch, nanos / 1e6);
  }

  private static Sighting sighting(State state, Watch watch, double millis) {
    return new Sighting(
        state,
        watch.wholes(),
        watch.errors().stream().map(Driver::words).toList(),
        Sighting.brief(watch.text()),
        millis);
  }

  /** {@return an error with its causes} */
  private static String words(Throwable error) {
    var words = new LinkedHashSet<String>();
    for (var at = error; at != null && words.size() < 6; at = at.getCause()) {
      words.add(at.toString().replaceAll("\\s+", " "));
    }
    var all = String.join(" <- ", words);
    return all.length() <= LONGEST_ERROR ? all : all.substring(0, LONGEST_ERROR) + "…";
  }
}
