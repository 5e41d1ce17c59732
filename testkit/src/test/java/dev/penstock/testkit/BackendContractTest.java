package dev.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * The contract fails for backends that break it: each spoils one thing, and the test of that thing
 * tells.
 */
@Timeout(120)
final class BackendContractTest {

  /** Returns whether a backend keeps what one test of the contract asks for. */
  private static boolean keeps(
      Class<? extends BackendContract> backend, Class<?> group, String test) {
    var outcome = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            request().selectors(selectNestedMethod(List.of(backend), group, test)).build(),
            outcome);
    var summary = outcome.getSummary();
    assertThat(summary.getTestsStartedCount()).as("tests run").isEqualTo(1);
    return summary.getTestsSucceededCount() == 1;
  }

  private static void assertTells(
      Class<? extends BackendContract> broken, Class<?> group, String test) {
    assertThat(keeps(Unspoilt.class, group, test)).as("unspoilt").isTrue();
    assertThat(keeps(broken, group, test)).as(broken.getSimpleName()).isFalse();
  }

  static final class Unspoilt extends BackendContract {
    @Override
    protected Backend createBackend() {
      return new SpoiltBackend(SpoiltBackend.Whole::new);
    }
  }

  // --- back-pressure

  @Test
  void a_backend_that_reads_ahead_is_told() {
    assertTells(
        Greedy.class, BackendContract.BackPressure.class, "a_trickle_is_taken_as_it_is_asked_for");
  }

  /** Fills a queue without a bound, as listeners do that put what they are told into one. */
  static final class Greedy extends BackendContract {
    @Override
    protected Backend createBackend() {
      return new SpoiltBackend(Hoard::new);
    }

    private static final class Hoard extends SpoiltBackend.Whole {
      private final LinkedBlockingQueue<BodyRead> taken = new LinkedBlockingQueue<>();
      private final AtomicBoolean taking = new AtomicBoolean();

      Hoard(Exchange good) {
        super(good);
      }

      @Override
      public BodyRead read(long nanos) throws InterruptedException {
        if (taking.compareAndSet(false, true)) {
          Thread.ofVirtual().start(this::takeAll);
        }
        var next = taken.poll(nanos, TimeUnit.NANOSECONDS);
        return next == null ? BodyRead.Signal.TIMED_OUT : next;
      }

      private void takeAll() {
        try {
          BodyRead next;
          do {
            next = super.read(Long.MAX_VALUE);
            taken.add(next);
          } while (next instanceof Chunk);
        } catch (IOException | InterruptedException e) {
          taken.add(BodyRead.Signal.END);
        }
      }
    }
  }

  // --- buffers

  @Test
  void a_buffer_used_again_too_early_is_told() {
    assertTells(
        Reusing.class,
        BackendContract.Answers.class,
        "a_chunk_keeps_its_bytes_until_it_is_released");
  }

  /** Has one buffer, for all chunks. */
  static final class Reusing extends BackendContract {
    @Override
    protected Backend createBackend() {
      return new SpoiltBackend(OneBuffer::new);
    }

    private static final class OneBuffer extends SpoiltBackend.Whole {
      private final byte[] buffer = new byte[64 << 10];

      OneBuffer(Exchange good) {
        super(good);
      }

      @Override
      public BodyRead read(long nanos) throws IOException, InterruptedException {
        if (super.read(nanos) instanceof Chunk chunk) {
          int length = chunk.bytes().remaining();
          chunk.bytes().get(buffer, 0, length);
          chunk.release();
          return Chunk.of(ByteBuffer.wrap(buffer, 0, length));
        }
        return BodyRead.Signal.END;
      }
    }
  }

  @Test
  void a_buffer_given_back_by_close_and_by_its_reader_is_told() {
    assertTells(
        ReleasingTwice.class, BackendContract.Closing.class, "a_chunk_outlives_its_exchange");
  }

  /** Gives the reader's buffer back when it is closed, and so to somebody else who writes to it. */
  static final class ReleasingTwice extends BackendContract {
    @Override
    protected Backend createBackend() {
      return new SpoiltBackend(Snatcher::new);
    }

    private static final class Snatcher extends SpoiltBackend.Whole {
      private volatile @Nullable Chunk lent;

      Snatcher(Exchange good) {
        super(good);
      }

      @Override
      public BodyRead read(long nanos) throws IOException, InterruptedException {
        var read = super.read(nanos);
        lent = read instanceof Chunk chunk ? chunk : null;
        return read;
      }

      @Override
      public void close() {
        super.close();
        var chunk = lent;
        if (chunk != null) {
          var others = chunk.bytes().duplicate();
          while (others.hasRemaining()) {
            others.put((byte) '!');
          }
        }
      }
    }
  }

  // --- closing

  @Test
  void a_close_that_waits_for_the_reader_is_told() {
    assertTells(
        Deaf.class, BackendContract.Closing.class, "closing_wakes_who_waits_for_the_first_byte");
  }

  /** Closes when its reader comes back, which on a silent server is never. */
  static final class Deaf extends BackendContract {
    @Override
    protected Backend createBackend() {
      return new SpoiltBackend(Locked::new);
    }

    private static final class Locked extends SpoiltBackend.Whole {
      private volatile boolean reading;
      private volatile boolean closed;

      Locked(Exchange good) {
        super(good);
      }

      @Override
      public BodyRead read(long nanos) throws IOException, InterruptedException {
        reading = true;
        try {
          return super.read(nanos);
        } finally {
          reading = false;
          if (closed) {
            super.close();
          }
        }
      }

      @Override
      public void close() {
        closed = true;
        if (!reading) {
          super.close();
        }
      }
    }
  }

  @Test
  void a_close_that_looks_like_the_end_is_told() {
    assertTells(
        Pretending.class, BackendContract.Closing.class, "closing_wakes_who_waits_for_bytes");
  }

  @Test
  void a_break_that_looks_like_the_end_is_told() {
    assertTells(
        Pretending.class,
        BackendContract.Failures.class,
        "a_body_without_its_last_chunk_breaks_off");
  }

  /** Takes every failure for the end. */
  static final class Pretending extends BackendContract {
    @Override
    protected Backend createBackend() {
      return new SpoiltBackend(Optimist::new);
    }

    private static final class Optimist extends SpoiltBackend.Whole {
      Optimist(Exchange good) {
        super(good);
      }

      @Override
      public BodyRead read(long nanos) throws InterruptedException {
        try {
          return super.read(nanos);
        } catch (IOException e) {
          return BodyRead.Signal.END;
        }
      }
    }
  }

  // --- interrupts

  @Test
  void an_interrupt_that_is_swallowed_is_told() {
    assertTells(
        Stubborn.class,
        BackendContract.Waiting.class,
        "who_is_interrupted_before_reading_reads_nothing");
  }

  /** Clears the flag and goes on. */
  static final class Stubborn extends BackendContract {
    @Override
    protected Backend createBackend() {
      return new SpoiltBackend(Swallower::new);
    }

    private static final class Swallower extends SpoiltBackend.Whole {
      Swallower(Exchange good) {
        super(good);
      }

      @Override
      public BodyRead read(long nanos) throws IOException, InterruptedException {
        boolean unused = Thread.interrupted();
        return super.read(Math.min(nanos, TimeUnit.SECONDS.toNanos(1)));
      }
    }
  }
}
