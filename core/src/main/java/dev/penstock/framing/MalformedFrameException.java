package dev.penstock.framing;

/**
 * The bytes are not of the format: a wrong checksum, an impossible length, no JSON where JSON must
 * be.
 */
public final class MalformedFrameException extends FramingException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was seen and what was expected; the offset is added to it
   * @param offset where, in bytes from the start of the stream
   */
  public MalformedFrameException(String message, long offset) {
    super(message + " at byte " + offset, offset);
  }
}
