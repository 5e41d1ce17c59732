package dev.penstock.framing;

/** Bytes broke a framing's rules or one of its limits. The frames before them were handed out. */
public abstract sealed class FramingException extends RuntimeException
    permits MalformedFrameException, FrameLimitException, TruncatedFrameException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  FramingException(String message, long offset) {
    super(message);
    this.offset = offset;
  }

  /** Returns where in the stream it happened, in bytes from its start. */
  public long offset() {
    return offset;
  }
}
