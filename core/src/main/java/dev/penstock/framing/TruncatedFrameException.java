package dev.penstock.framing;

/** The bytes ended inside a frame, in a format where that can only mean a loss. */
public final class TruncatedFrameException extends FramingException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was cut off; the offset is added to it
   * @param offset where the frame begins, in bytes from the start of the stream
   */
  public TruncatedFrameException(String message, long offset) {
    super(message + " in the frame that begins at byte " + offset, offset);
  }
}
