package dev.penstock.backend.jdk;

import dev.penstock.backend.jdk.Delivery.Mark;
import dev.penstock.spi.TransportException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Chunks on their way from the thread that fills the queue to the one that reads it; bounded in
 * bytes.
 *
 * <p>One thread fills, one at a time reads, any may close.
 */
final class ChunkQueue {
  /*
   * The queue itself has no bound: the semaphore is the bound, in bytes of buffers. Room is taken before a buffer is, and
   * given back when the reader comes for the next chunk, so the chunk in the reader's hands counts too. Ends and failures
   * need no room.
   *
   * A buffer belongs to: the pool; the filler, while it copies; the queue; the reader, from poll() to release(). Closing
   * takes from the queue only what poll() gives it, which nobody else then has, and never touches the reader's chunk.
   *
   * Closing: `closed` first, then room for a filler that waits, then the chunks go back, then a mark for a reader that
   * waits. A filler that adds a chunk looks at `closed` afterwards and does the last two over again.
   */
  private final BlockingQueue<Delivery> queue = new LinkedBlockingQueue<>();
  private final BufferPool pool;
  private final int bound;
  private final int largestChunk;
  private final Semaphore room;
  private volatile boolean closed;

  /** How much room the reader's chunk takes. The reader's own. */
  private int lent;

  /**
   * Makes an empty queue.
   *
   * @param pool where buffers come from
   * @param bound how many bytes of buffers it may hold, {@link BufferPool#SMALLEST} at least
   */
  ChunkQueue(BufferPool pool, int bound) {
    this.pool = pool;
    this.bound = bound;
    // So that several fit, and the reader's own does not hold the next one up.
    this.largestChunk =
        Math.clamp(Integer.highestOneBit(bound) / 4, BufferPool.SMALLEST, BufferPool.LARGEST);
    this.room = new Semaphore(bound);
  }

  /**
   * Adds a copy of bytes, waiting for room.
   *
   * @param source the bytes, which are read to their end
   * @return false if the queue was closed, and the bytes not needed
   */
  boolean put(List<ByteBuffer> source) {
    long left = 0;
    for (var buffer : source) {
      left += buffer.remaining();
    }
    int at = 0;
    while (left > 0 && !closed) {
      int bytes = (int) Math.min(left, largestChunk);
      int size = BufferPool.sizeFor(bytes);
      room.acquireUninterruptibly(size);
      var target = pool.take(size).limit(bytes);
      while (target.hasRemaining()) {
        at = source.get(at).hasRemaining() ? at : at + 1;
        transfer(source.get(at), target);
      }
      queue.add(new PooledChunk(pool, target.flip()));
      left -= bytes;
    }
    if (closed) {
      empty();
      return false;
    }
    return true;
  }

  private static void transfer(ByteBuffer source, ByteBuffer target) {
    int count = Math.min(source.remaining(), target.remaining());
    target.put(target.position(), source, source.position(), count);
    source.position(source.position() + count);
    target.position(target.position() + count);
  }

  /**
   * Waits until the reader has taken all there is and comes for more, or the queue is closed. For
   * the filling thread.
   */
  void awaitEmpty() {
    room.acquireUninterruptibly(bound);
    room.release(bound);
  }

  /** Adds the end of the body. */
  void end() {
    queue.add(Mark.END);
  }

  /** Adds a failure, behind the chunks before it. */
  void fail(TransportException failure) {
    queue.add(new Delivery.Broken(failure));
  }

  /**
   * Takes what is next; the reader's last chunk no longer counts then.
   *
   * @param nanos how long to wait at most
   * @return what is next, null if nothing came in time
   */
  @Nullable Delivery poll(long nanos) throws InterruptedException {
    if (lent > 0) {
      room.release(lent);
      lent = 0;
    }
    var next = queue.poll(nanos, TimeUnit.NANOSECONDS);
    if (next instanceof PooledChunk chunk) {
      if (closed) {
        chunk.release();
        return Mark.CLOSED;
      }
      lent = chunk.bytes().capacity();
    }
    return next;
  }

  /**
   * Gives all chunks back but the reader's, and wakes whoever waits. Never blocks. To be called
   * once.
   */
  void close() {
    closed = true;
    room.release(bound);
    empty();
  }

  private void empty() {
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      if (next instanceof PooledChunk chunk) {
        chunk.release();
      }
    }
    queue.add(Mark.CLOSED);
  }
}
