package dev.penstock.jmh.load;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all streams of a process got. */
final class Ledger {
  private static final int MOST_SAMPLES = 1 << 19;

  final AtomicLong delivered = new AtomicLong();

  /** Events that were not the next of their stream. */
  final AtomicInteger wrong = new AtomicInteger();

  final AtomicInteger failed = new AtomicInteger();

  /** One for each stream that has its first event, or has failed before it. */
  final Semaphore begun = new Semaphore(0);

  /** One for each stream that is over. */
  final Semaphore over = new Semaphore(0);

  volatile @Nullable Throwable failure;

  private volatile Samples samples = new Samples(0);

  /** Times in nanoseconds; those beyond its size are left out. */
  private static final class Samples {
    final long[] nanos;
    final AtomicInteger count = new AtomicInteger();

    Samples(int size) {
      nanos = new long[size];
    }
  }

  void sample(long nanos) {
    var current = samples;
    if (current.nanos.length > 0) {
      int at = current.count.getAndIncrement();
      if (at < current.nanos.length) {
        current.nanos[at] = nanos;
      }
    }
  }

  void startSampling() {
    samples = new Samples(MOST_SAMPLES);
  }

  /** {@return the times since the start, in their order} */
  long[] stopSampling() {
    var taken = samples;
    samples = new Samples(0);
    var sorted = Arrays.copyOf(taken.nanos, Math.min(taken.count.get(), taken.nanos.length));
    Arrays.sort(sorted);
    return sorted;
  }
}
