package dev.penstock.spi;

import java.nio.ByteBuffer;

/** A chunk whose bytes are left to the garbage collector. */
record UnpooledChunk(ByteBuffer bytes) implements Chunk {
  @Override
  public void release() {
    // Nobody waits for these bytes.
  }
}
