package dev.penstock.framing;

import java.util.Arrays;

/**
 * The bytes of a frame that began in an earlier chunk: bounded, and reused from frame to frame.
 *
 * <p>Grows by doubling up to its limit, so that a frame is copied a constant number of times
 * whatever the chunks, and memory follows the bytes that really came rather than the length that a
 * sender announces.
 */
final class PartialFrame {
  /** What parsers allow where the caller does not say. */
  static final int DEFAULT_LIMIT = 16 * 1024 * 1024;

  /** Arrays of the JVM end a little before {@link Integer#MAX_VALUE}. */
  private static final int MOST = Integer.MAX_VALUE - 16;

  private static final int FIRST_CAPACITY = 1024;
  private static final byte[] NONE = new byte[0];

  private final int limit;
  private final int slack;
  private byte[] bytes = NONE;
  private int length;

  /**
   * Makes an empty one.
   *
   * @param limit how many bytes a frame may have
   * @param slack how many more may be kept while it is open whether they belong to the frame
   */
  PartialFrame(int limit, int slack) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "a frame may have " + limit + " bytes: expected at least 1");
    }
    this.limit = Math.min(limit, MOST);
    this.slack = slack;
  }

  boolean isEmpty() {
    return length == 0;
  }

  int length() {
    return length;
  }

  byte[] array() {
    return bytes;
  }

  void clear() {
    length = 0;
  }

  /**
   * Adds a range of a chunk.
   *
   * @param frame where the frame begins in the stream
   * @throws FrameLimitException if they become too many
   */
  void append(byte[] source, int from, int to, long frame) {
    int more = to - from;
    if (more > (long) limit + slack - length) {
      throw new FrameLimitException(limit, frame);
    }
    if (more > bytes.length - length) {
      grow(length + more);
    }
    System.arraycopy(source, from, bytes, length, more);
    length += more;
  }

  private void grow(int needed) {
    long doubled = Math.max(FIRST_CAPACITY, 2L * bytes.length);
    long capacity = Math.max(needed, Math.min(doubled, (long) limit + slack));
    bytes = Arrays.copyOf(bytes, (int) capacity);
  }

  /**
   * Throws if a frame has more bytes than it may.
   *
   * @param frame where it begins in the stream
   */
  void checkLength(int frameLength, long frame) {
    if (frameLength > limit) {
      throw new FrameLimitException(limit, frame);
    }
  }
}
