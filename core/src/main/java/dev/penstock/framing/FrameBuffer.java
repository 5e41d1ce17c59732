package dev.penstock.framing;

import java.util.Arrays;

/**
 * Bytes put together from pieces, in an array that grows by doubling, no further than what it is
 * said to need at most, and is used again after {@link #clear()}.
 */
final class FrameBuffer {
  private static final byte[] NONE = new byte[0];
  private static final int FIRST = 256;

  private final int most;
  private byte[] bytes = NONE;
  private int length;

  /**
   * Makes an empty one.
   *
   * @param most how many bytes it is to take at most; it would take more, but grows no further
   *     ahead
   */
  FrameBuffer(int most) {
    this.most = most;
  }

  /**
   * {@return the array, whose first {@link #length()} bytes count; another one after the buffer has
   * grown}
   */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  void clear() {
    length = 0;
  }

  void append(byte b) {
    ensure(1);
    bytes[length++] = b;
  }

  void append(byte[] source, int from, int to) {
    ensure(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  private void ensure(int more) {
    if (more > bytes.length - length) {
      int needed = Math.addExact(length, more);
      int ahead = (int) Math.min(Math.max(FIRST, bytes.length * 2L), most);
      bytes = Arrays.copyOf(bytes, Math.max(needed, ahead));
    }
  }
}
