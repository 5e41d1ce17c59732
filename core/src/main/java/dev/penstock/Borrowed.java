package dev.penstock;

import dev.penstock.spi.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * The one chunk that a stream has borrowed from its backend, if any. Knows nothing of the stream,
 * so that the chunk can be given back when the stream was dropped. Touched by whoever holds the
 * lifecycle's reader.
 */
final class Borrowed {
  private @Nullable Chunk chunk;

  /** Holds a chunk, the one before having been given back. */
  void hold(Chunk next) {
    chunk = next;
  }

  /** {@return whether there is a chunk; exact for the reader only} */
  boolean isHolding() {
    return chunk != null;
  }

  /** Gives the chunk back, if there is one. */
  void release() {
    var last = chunk;
    if (last != null) {
      chunk = null;
      last.release();
    }
  }
}
