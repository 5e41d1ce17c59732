package dev.penstock.jmh;

import java.io.InputStream;
import java.util.Objects;

/** An array read as from a socket: no read gives more than a chunk. */
final class ChunkedInputStream extends InputStream {
  private final byte[] bytes;
  private final int chunk;
  private int position;

  ChunkedInputStream(byte[] bytes, int chunk) {
    this.bytes = bytes;
    this.chunk = chunk;
  }

  @Override
  public int read() {
    return position < bytes.length ? bytes[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (position == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(length, chunk), bytes.length - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return bytes.length - position;
  }
}
