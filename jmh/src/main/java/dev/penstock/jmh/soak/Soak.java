package dev.penstock.jmh.soak;

import dev.penstock.jmh.Program;
import dev.penstock.jmh.wire.Child;
import dev.penstock.testkit.Census;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of streams with random fates over both backends, from many threads at once, and then a
 * count of what is left of them.
 */
public final class Soak implements Program {
  private static final String NAME = "soak";

  /** How many streams there are at once. */
  static final int LANES = 32;

  /** A server remembers its requests: it is replaced before that takes much memory. */
  private static final int STREAMS_A_SERVER = 20_000;

  /** Enough for every fate over every backend, with as many streams at once as there will be. */
  private static final int WARM_UP_STREAMS = 2_000;

  private static final Duration WARM_UP = Duration.ofMinutes(2);
  private static final Duration QUICK = Duration.ofSeconds(3);
  private static final Duration SETTLING = Duration.ofSeconds(30);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean accepts(List<String> options) {
    boolean pairs = options.size() % 2 == 0;
    for (int i = 0; pairs && i < options.size(); i += 2) {
      var pattern = options.get(i).equals("--minutes") ? "\\d{1,6}(\\.\\d+)?" : "-?\\d{1,18}";
      pairs =
          List.of("--minutes", "--seed").contains(options.get(i))
              && options.get(i + 1).matches(pattern);
    }
    return pairs;
  }

  private static String option(List<String> options, String name, String otherwise) {
    int at = options.lastIndexOf(name);
    return at < 0 ? otherwise : options.get(at + 1);
  }

  /** {@return whether every stream ended as it had to, and nothing is left} */
  @Override
  public boolean run(boolean quick, List<String> options, Path target) throws Exception {
    Files.createDirectories(target);
    var minutes = Double.parseDouble(option(options, "--minutes", "2"));
    var length = quick ? QUICK : Duration.ofMillis((long) (minutes * 60_000));
    var random = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    long seed = Long.parseLong(option(options, "--seed", String.valueOf(random)));
    System.out.println("seed " + seed);
    var log = target.resolve(NAME + ".log");
    Files.deleteIfExists(log);
    try (var drops = DropWarnings.listen()) {
      var stacks = List.of(Stack.jdk(), Stack.jetty(false), Stack.jetty(true));
      try {
        return run(stacks, length, seed, quick, drops, log);
      } finally {
        for (var stack : stacks) {
          stack.close();
        }
      }
    }
  }

  private static boolean run(
      List<Stack> stacks, Duration length, long seed, boolean quick, DropWarnings drops, Path log)
      throws Exception {
    var warmUp = new Tally();
    rounds(stacks, WARM_UP, quick ? WARM_UP_STREAMS / 5 : WARM_UP_STREAMS, ~seed, warmUp, log);
    warmUp.awaitDrops(SETTLING);
    var before = settled(stacks, null);
    var census = Census.take();
    int warned = drops.count();

    var tally = new Tally();
    rounds(stacks, length, Long.MAX_VALUE, seed, tally, log);
    tally.awaitDrops(SETTLING);
    var after = settled(stacks, before);
    tally.compareWarnings(drops.count() - warned);

    System.out.println(tally.table());
    System.out.println(after.since(before));
    boolean right = after.isBackAt(before);
    if (!right) {
      census.left().forEach(System.out::println);
    }
    var wrongs = new ArrayList<>(warmUp.wrongs());
    wrongs.addAll(tally.wrongs());
    wrongs.stream().limit(20).forEach(System.out::println);
    System.out.printf(
        "%,d streams in %d s, %d wrong, %s%n",
        tally.streams(), length.toSeconds(), wrongs.size(), right ? "nothing left" : "LEFTOVERS");
    return right && wrongs.isEmpty();
  }

  /** {@return what there is when nothing more goes away, or all is as it was before} */
  private static Holdings settled(List<Stack> stacks, @Nullable Holdings before)
      throws InterruptedException {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    var now = Holdings.take(stacks);
    int same = 0;
    while (System.nanoTime() < deadline && same < 3) {
      if (before != null && now.isBackAt(before)) {
        return now;
      }
      Thread.sleep(300);
      var next = Holdings.take(stacks);
      boolean still = before == null && now.isBackAt(next) && next.isBackAt(now);
      same = still ? same + 1 : 0;
      now = next;
    }
    return now;
  }

  /** Runs streams for a time, or up to a number, over one server after the other. */
  private static void rounds(
      List<Stack> stacks, Duration length, long limit, long seed, Tally tally, Path log)
      throws Exception {
    long left = length.toNanos();
    for (int round = 0; left > 0 && tally.streams() < limit; round++) {
      try (var server = Child.of(SoakServer.class, List.of("-Xmx1g"), List.of(), log)) {
        int http1 = Integer.parseInt(server.line());
        int http2 = Integer.parseInt(server.line());
        long most = Math.min(limit, tally.streams() + STREAMS_A_SERVER);
        long start = System.nanoTime();
        long end = start + left;
        var lanes = new ArrayList<Thread>();
        for (int i = 0; i < LANES; i++) {
          var random = new SplittableRandom(seed + 1_000_003L * round + i);
          Runnable lane =
              () -> {
                while (System.nanoTime() < end && tally.streams() < most) {
                  var stack = stacks.get(random.nextInt(stacks.size()));
                  var url = "http://127.0.0.1:" + (stack.http2() ? http2 : http1);
                  tally.meet(new Run(stack, url, tally.number(), random));
                }
              };
          lanes.add(Thread.ofVirtual().name("soak-lane-", i).start(lane));
        }
        for (var lane : lanes) {
          lane.join();
        }
        left -= System.nanoTime() - start;
        // Streams that were dropped still have a connection, until the collector finds them.
        tally.awaitDrops(SETTLING);
      }
    }
  }
}
