package dev.penstock.testkit;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Backends that break the contract, each in one way, and one that does not. Run by {@link
 * BackendContractTest}.
 */
final class BrokenBackends {
  private BrokenBackends() {}

  /** Breaks nothing. */
  static final class Unspoilt extends BackendContract {
    @Override
    protected Backend createBackend() {
      return new SpoiltBackend(SpoiltBackend.Whole::new);
    }
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
        var read = super.read(nanos);
        if (read instanceof Chunk chunk) {
          int length = chunk.bytes().remaining();
          chunk.bytes().get(buffer, 0, length);
          chunk.release();
          return Chunk.of(ByteBuffer.wrap(buffer, 0, length));
        }
        return read;
      }
    }
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
