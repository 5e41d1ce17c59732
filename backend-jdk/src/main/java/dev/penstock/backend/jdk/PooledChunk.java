package dev.penstock.backend.jdk;

import dev.penstock.spi.Chunk;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A chunk in a buffer of a pool, which goes back there once: when it is released. */
final class PooledChunk implements Chunk, Delivery {
  private final BufferPool pool;
  private final AtomicReference<@Nullable ByteBuffer> lent;

  /**
   * Makes a chunk that owns a buffer.
   *
   * @param pool where the buffer came from
   * @param buffer the buffer, ready to be read
   */
  PooledChunk(BufferPool pool, ByteBuffer buffer) {
    this.pool = pool;
    this.lent = new AtomicReference<>(buffer);
  }

  @Override
  public ByteBuffer bytes() {
    var buffer = lent.get();
    if (buffer == null) {
      throw new IllegalStateException("a chunk was read after it was released");
    }
    return buffer;
  }

  @Override
  public void release() {
    var buffer = lent.getAndSet(null);
    if (buffer == null) {
      throw new IllegalStateException("a chunk was released twice");
    }
    pool.give(buffer);
  }
}
