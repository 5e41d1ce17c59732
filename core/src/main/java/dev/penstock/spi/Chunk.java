package dev.penstock.spi;

import java.nio.ByteBuffer;

/**
 * Bytes of a body, lent to the reader until it calls {@link #release()}.
 *
 * <p>The backend neither changes nor reuses them before that, whoever closes the exchange
 * meanwhile. The reader releases each chunk exactly once, also after a failure, and reads no byte
 * of it afterwards.
 */
public non-sealed interface Chunk extends BodyRead {

  /** {@return the bytes, at least one, from the buffer's position to its limit} */
  ByteBuffer bytes();

  /** Gives the bytes back to the backend. */
  void release();

  /**
   * {@return a chunk of bytes that nobody wants back}
   *
   * @param bytes the bytes
   */
  static Chunk of(ByteBuffer bytes) {
    return new UnpooledChunk(bytes);
  }
}
