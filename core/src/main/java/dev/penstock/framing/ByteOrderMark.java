package dev.penstock.framing;

/**
 * Finds a UTF-8 byte order mark at the start of a stream, however it is split.
 *
 * <p>Bytes are taken as long as they match. Where the stream goes on otherwise, those taken are the
 * beginning of its first frame: {@link #mistaken()} says how many.
 */
final class ByteOrderMark {
  private static final byte[] BYTES = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private int matched;
  private boolean open = true;

  /** {@return whether the start of the stream may still be a mark} */
  boolean isOpen() {
    return open;
  }

  /**
   * Looks at the next bytes of the stream.
   *
   * @return the index after those taken as part of a mark
   */
  int skip(byte[] bytes, int from, int to) {
    int i = from;
    while (open && i < to) {
      if (bytes[i] == BYTES[matched]) {
        i++;
        matched++;
        open = matched < BYTES.length;
      } else {
        open = false;
      }
    }
    return i;
  }

  /** Forgets the stream, to begin another one. */
  void reset() {
    matched = 0;
    open = true;
  }

  /** Says that no bytes will follow. */
  void end() {
    open = false;
  }

  /** {@return how many bytes were taken and turned out to be no mark} */
  int mistaken() {
    return open || matched == BYTES.length ? 0 : matched;
  }

  /**
   * Gives the bytes that were taken by mistake to the frame that begins with them, at the start of
   * the stream.
   */
  void returnTo(PartialFrame frame) {
    frame.append(BYTES, 0, mistaken(), 0);
  }

  /** As {@link #returnTo(PartialFrame)}. */
  void returnTo(FrameBuffer line) {
    line.append(BYTES, 0, mistaken());
  }
}
