package dev.penstock.jmh;

import java.io.InputStream;
import java.util.Objects;

/** An array, repeated, and read as from a socket: no read gives more than a chunk. */
final class ChunkedInputStream extends InputStream {
  private final byte[] bytes;
  private final int chunk;
  private int passes;
  private int position;

  ChunkedInputStream(byte[] bytes, int passes, int chunk) {
    this.bytes = bytes;
    this.passes = passes;
    this.chunk = chunk;
  }

  @Override
  public int read() {
    return ended() ? -1 : bytes[position++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (ended()) {
      return -1;
    }
    int count = Math.min(Math.min(length, chunk), bytes.length - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean ended() {
    if (position == bytes.length && passes > 1) {
      passes--;
      position = 0;
    }
    return position == bytes.length;
  }

  @Override
  public int available() {
    return bytes.length - position;
  }
}
