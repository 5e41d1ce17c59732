package dev.penstock;

import org.jspecify.annotations.Nullable;

/** What the server sent is not what its dialect says: no JSON, a wrong checksum, a page of HTML. */
public final class MalformedStreamException extends StreamException {
  private static final long serialVersionUID = 1L;

  /** Where in the body it is. */
  private final long offset;

  MalformedStreamException(
      String message, long offset, @Nullable Throwable cause, Progress progress) {
    super(message, cause, progress);
    this.offset = offset;
  }

  /** {@return where in the body it is, in bytes from its start} */
  public long offset() {
    return offset;
  }

  /** {@return false} */
  @Override
  public boolean retryable() {
    return false;
  }
}
