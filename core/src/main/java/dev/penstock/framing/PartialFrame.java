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
  private final FrameBuffer bytes;

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
    this.bytes = new FrameBuffer((int) Math.min((long) limit + slack, Integer.MAX_VALUE - 8));
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
   * Shows a frame whose last bytes are a range of the chunk: there, if it has no others, else here
   * behind those from earlier chunks, which are then forgotten.
   *
   * @param data is pointed at the frame, valid until bytes are appended
   * @param frame where it begins in the stream
   * @throws FrameLimitException if it is too large by more than the slack
   */
  void complete(byte[] chunk, int from, int to, long frame, ByteSlice data) {
    if (isEmpty()) {
      checkLength(to - from - slack, frame);
      data.set(chunk, from, to - from);
    } else {
      append(chunk, from, to, frame);
      data.set(array(), 0, length());
      clear();
    }
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
