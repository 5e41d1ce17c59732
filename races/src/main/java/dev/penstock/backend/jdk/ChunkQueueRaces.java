package dev.penstock.backend.jdk;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Filling, reading and closing a queue at once. An outcome is whether the filler goes on, what the
 * reader got, and how many buffers are out at the end; what is not listed is forbidden.
 */
public final class ChunkQueueRaces {
  private ChunkQueueRaces() {}

  /** A queue with room for two chunks. */
  public abstract static class Queue {
    private static final long FOR_EVER = Long.MAX_VALUE;

    final BufferPool pool = new BufferPool();
    final ChunkQueue queue = new ChunkQueue(pool, 2 * BufferPool.SMALLEST);

    final boolean put(int chunks) {
      return queue.put(List.of(ByteBuffer.allocate(chunks * BufferPool.SMALLEST)));
    }

    /** Waits for what is next, gives it back, and says what it was. */
    final String read() {
      return read(FOR_EVER);
    }

    private String read(long nanos) {
      try {
        return seen(queue.poll(nanos));
      } catch (InterruptedException e) {
        return "interrupted";
      }
    }

    private static String seen(@Nullable Delivery delivery) {
      return switch (delivery) {
        case null -> "nothing";
        case PooledChunk chunk -> {
          // Throws if the buffer went back to the pool before.
          chunk.bytes();
          chunk.release();
          yield "chunk";
        }
        case Delivery.Broken broken -> "broken";
        case Delivery.Mark mark -> mark.name();
      };
    }

    /** Looks for what may be left behind the mark that the queue is closed, which may be taken. */
    final void judge(LLL_Result result) {
      var last = read(0);
      result.r3 = last.equals("CLOSED") || last.equals("nothing") ? pool.lent() : last;
    }
  }

  /** A filler that waits for room is let go, and what it adds meanwhile goes back. */
  @JCStressTest
  @State
  @Outcome(id = "false, null, 0", expect = ACCEPTABLE)
  public static class CloseWhileFilling extends Queue {
    /** Fills. */
    @Actor
    public void filler(LLL_Result result) {
      result.r1 = put(3);
    }

    /** Closes. */
    @Actor
    public void closer() {
      queue.close();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLL_Result result) {
      judge(result);
    }
  }

  /** A chunk goes to the reader or back, and a reader that waits is woken. */
  @JCStressTest
  @State
  @Outcome(id = "null, chunk, 0", expect = ACCEPTABLE)
  @Outcome(id = "null, CLOSED, 0", expect = ACCEPTABLE)
  public static class CloseWhileReading extends Queue {
    /** Makes one with a chunk in it. */
    public CloseWhileReading() {
      put(1);
    }

    /** Reads. */
    @Actor
    public void reader(LLL_Result result) {
      result.r2 = read();
    }

    /** Closes. */
    @Actor
    public void closer() {
      queue.close();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLL_Result result) {
      judge(result);
    }
  }

  /** Chunks come one after the other, and none is lost on the way. */
  @JCStressTest
  @State
  @Outcome(id = "true, chunk chunk chunk, 0", expect = ACCEPTABLE)
  public static class FillWhileReading extends Queue {
    /** Fills. */
    @Actor
    public void filler(LLL_Result result) {
      result.r1 = put(3);
    }

    /** Reads. */
    @Actor
    public void reader(LLL_Result result) {
      result.r2 = read() + " " + read() + " " + read();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLL_Result result) {
      queue.close();
      judge(result);
    }
  }
}
