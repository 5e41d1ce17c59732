package dev.penstock.jmh.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has a client read answers, and tells what that took. Stands on the JDK alone, so that it fits on
 * any class path.
 */
public final class LoadDriver {
  /** The key of every client. */
  public static final String KEY = "none";

  private static final int PATIENCE_SECONDS = 50;

  private final LoadClient client;
  private final Ledger ledger = new Ledger();

  /**
   * Makes one.
   *
   * @param client reads the answers
   */
  public LoadDriver(LoadClient client) {
    this.client = client;
  }

  /**
   * Does what the arguments say: {@code once} reads until the first text; {@code serve} does what
   * the lines of standard input say and answers each with a line.
   *
   * @param mode one of these
   * @throws Exception if reading fails
   */
  public void run(String mode) throws Exception {
    if (mode.equals("once")) {
      client.read(new First());
      if (client.callsBack()) {
        // Its threads may be daemons; the first text ends the process.
        new CountDownLatch(1).await();
      }
      return;
    }
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var parts = line.split(" ", 2);
      System.out.println(
          switch (parts[0]) {
            case "open" -> open(Integer.parseInt(parts[1]));
            case "live" -> live(Integer.parseInt(parts[1]));
            case "held" -> held();
            case "histogram" -> histogram(Path.of(parts[1]));
            case "await" -> await(Integer.parseInt(parts[1]));
            case "flat" -> flat();
            default -> throw new IllegalArgumentException(line);
          });
    }
    // Clients may have threads of their own that are no daemons.
    System.exit(0);
  }

  /** Opens so many streams at once. */
  private String open(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      begin(new Lane(ledger));
    }
    if (!ledger.begun.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      return "failed " + ledger.begun.availablePermits() + " of " + count + " have begun";
    }
    var failure = ledger.failure;
    return failure == null ? "open" : "failed " + failure.toString().replace('\n', ' ');
  }

  /** On a thread of its own also what calls back: LangChain4j at times reads on the caller's. */
  private void begin(LoadClient.Reader reader) {
    Thread.ofVirtual()
        .start(() -> {
          if (read(reader) && !client.callsBack()) {
            reader.whole();
          }
        });
  }

  private boolean read(LoadClient.Reader reader) {
    try {
      client.read(reader);
      return true;
    } catch (Exception | Error e) {
      reader.failed(e);
      return false;
    }
  }

  /** Looks on for a time: {@code EVENTS MEDIAN P99 MOST CPU}, in nanoseconds. */
  private String live(int seconds) throws InterruptedException {
    ledger.startSampling();
    long cpu = Vitals.cpu();
    Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
    cpu = Vitals.cpu() - cpu;
    var times = ledger.stopSampling();
    int count = times.length;
    return count == 0
        ? "0 0 0 0 0"
        : "%d %d %d %d %d"
            .formatted(count, times[count / 2], times[count * 99 / 100], times[count - 1], cpu);
  }

  /** Collects, and counts {@code HEAP RESIDENT THREADS}. */
  private static String held() throws IOException {
    // The second collection takes what the first one made unreachable by its cleaners.
    System.gc();
    System.gc();
    return Vitals.heap() + " " + Vitals.resident() + " " + Vitals.threads();
  }

  private static String histogram(Path file) throws IOException {
    Vitals.histogram(file);
    return "written";
  }

  /** Waits until streams are over: {@code DELIVERED WRONG FAILED MISSING}. */
  private String await(int streams) throws InterruptedException {
    boolean all = ledger.over.tryAcquire(streams, PATIENCE_SECONDS, TimeUnit.SECONDS);
    int missing = all ? 0 : streams - ledger.over.availablePermits();
    return ledger.delivered + " " + ledger.wrong + " " + ledger.failed + " " + missing;
  }

  /** Reads one answer: {@code EVENTS WALL CPU}, in nanoseconds. */
  private String flat() throws Exception {
    var counter = new Counter();
    long cpu = Vitals.cpu();
    long start = System.nanoTime();
    begin(counter);
    long events = counter.end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    long wall = System.nanoTime() - start;
    return events + " " + wall + " " + (Vitals.cpu() - cpu);
  }

  /** Ends the process when it has seen a text. */
  private static final class First implements LoadClient.Reader {
    @Override
    public void text(String text) {
      if (!text.isEmpty()) {
        System.out.println("first");
        System.out.flush();
        Runtime.getRuntime().halt(0);
      }
    }

    @Override
    public void whole() {}

    @Override
    public void failed(Throwable failure) {
      System.err.println(failure);
      Runtime.getRuntime().halt(1);
    }
  }

  private static final class Counter implements LoadClient.Reader {
    private final AtomicLong count = new AtomicLong();
    private final CompletableFuture<Long> end = new CompletableFuture<>();

    @Override
    public void text(String text) {
      if (!text.isEmpty()) {
        count.setPlain(count.getPlain() + 1);
      }
    }

    @Override
    public void whole() {
      end.complete(count.getPlain());
    }

    @Override
    public void failed(Throwable failure) {
      end.completeExceptionally(failure);
    }
  }
}
