package dev.penstock.framing;

/**
 * The bytes of a frame that began in an earlier chunk, up to a limit.
 *
 * <p>The array grows as bytes come, so that memory follows those that really came rather than a
 * length that a sender announces.
 */
final class PartialFrame {
  /** What parsers allow where the caller does not say. */
  static final int DEFAULT_LIMIT = 16 * 1024 * 1024;

  private final int limit;
  private final int slack;
  private final FrameBuffer bytes = new FrameBuffer();

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
    this.limit = limit;
    this.slack = slack;
  }

  boolean isEmpty() {
    return bytes.isEmpty();
  }

  int length() {
    return bytes.length();
  }

  byte[] array() {
    return bytes.bytes();
  }

  /** Forgets the bytes, which stay in the array until others are appended. */
  void clear() {
    bytes.clear();
  }

  /**
   * Adds a range of a chunk.
   *
   * @param frame where the frame begins in the stream
   * @throws FrameLimitException if they become too many
   */
  void append(byte[] source, int from, int to, long frame) {
    if (to - from > (long) limit + slack - bytes.length()) {
      throw new FrameLimitException(limit, frame);
    }
    bytes.append(source, from, to);
  }

  /**
   * Throws if a frame has more bytes than it may.
   *
   * @param frame where it begins in the stream
   */
  void checkLength(int length, long frame) {
    if (length > limit) {
      throw new FrameLimitException(limit, frame);
    }
  }
}
