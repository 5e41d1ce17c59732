package dev.penstock.backend.jdk;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Recycles the buffers of a backend's chunks. Sizes are powers of two, so that a chunk takes less
 * than twice what is in it, or the smallest size. Thread-safe, and never waits for a buffer: it
 * makes one.
 */
final class BufferPool {
  static final int SMALLEST = 512;
  static final int LARGEST = 16 << 10;

  /** How many bytes of each size are kept at most while nobody uses them. */
  private static final int KEPT = 256 << 10;

  private static final int SMALLEST_LOG = Integer.numberOfTrailingZeros(SMALLEST);
  private static final int LARGEST_LOG = Integer.numberOfTrailingZeros(LARGEST);

  /** The unused buffers, by size. */
  private final List<ArrayBlockingQueue<ByteBuffer>> spare =
      IntStream.rangeClosed(SMALLEST_LOG, LARGEST_LOG)
          .mapToObj(log -> new ArrayBlockingQueue<ByteBuffer>(KEPT >> log))
          .toList();

  private final AtomicInteger lent = new AtomicInteger();

  /**
   * {@return the size of the buffer that bytes are put into}
   *
   * @param bytes how many, from 1 to {@link #LARGEST}
   */
  static int sizeFor(int bytes) {
    return bytes <= SMALLEST ? SMALLEST : Integer.highestOneBit(bytes - 1) << 1;
  }

  /**
   * {@return an empty buffer, for the caller to give back once}
   *
   * @param size its capacity, a size of {@link #sizeFor}
   */
  ByteBuffer take(int size) {
    lent.incrementAndGet();
    var buffer = spares(size).poll();
    return buffer == null ? ByteBuffer.allocate(size) : buffer;
  }

  /** Takes a buffer back that nobody uses any more. */
  void give(ByteBuffer buffer) {
    lent.decrementAndGet();
    spares(buffer.capacity()).offer(buffer.clear());
  }

  /** {@return how many buffers are out} */
  int lent() {
    return lent.get();
  }

  private ArrayBlockingQueue<ByteBuffer> spares(int size) {
    return spare.get(Integer.numberOfTrailingZeros(size) - SMALLEST_LOG);
  }
}
