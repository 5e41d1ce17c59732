package dev.penstock.framing;

/** A frame is larger than the parser may keep. */
public final class FrameLimitException extends FramingException {
  private static final long serialVersionUID = 1L;

  /** The limit that was exceeded. */
  private final int limit;

  /**
   * Makes one.
   *
   * @param limit the limit in bytes
   * @param offset where the frame begins, in bytes from the start of the stream
   */
  public FrameLimitException(int limit, long offset) {
    super(
        "the frame that begins at byte " + offset + " exceeds " + limit + " bytes (maxFrameBytes)",
        offset);
    this.limit = limit;
  }

  /** {@return the limit that was exceeded, in bytes} */
  public int limit() {
    return limit;
  }
}
