package dev.penstock.framing;

/** Bytes broke a framing's rules or one of its limits. The frames before them were handed out. */
public abstract sealed class FramingException extends RuntimeException
    permits MalformedFrameException, FrameLimitException, TruncatedFrameException {
  private static final long serialVersionUID = 1L;

  /** What was wrong, and where. */
  private final String message;

  /** Where in the stream it happened. */
  private final long offset;

  FramingException(String message, long offset) {
    super(message);
    this.message = message;
    this.offset = offset;
  }

  /** {@return what was wrong, and where} */
  @Override
  public String getMessage() {
    return message;
  }

  /** {@return where in the stream it happened, in bytes from its start} */
  public long offset() {
    return offset;
  }
}
