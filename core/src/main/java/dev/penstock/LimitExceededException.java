package dev.penstock;

import org.jspecify.annotations.Nullable;

/** What the server sent is larger than one of the {@link Limits}, which the message names. */
public final class LimitExceededException extends StreamException {
  private static final long serialVersionUID = 1L;

  /** The name of the limit. */
  private final String limit;

  LimitExceededException(
      String message, String limit, @Nullable Throwable cause, Progress progress) {
    super(message, cause, progress);
    this.limit = limit;
  }

  /** {@return the name of the limit, as in {@link Limits}} */
  public String limit() {
    return limit;
  }

  /** {@return false} */
  @Override
  public boolean retryable() {
    return false;
  }
}
