package dev.penstock;

import org.jspecify.annotations.Nullable;

/** What the server sent is larger than one of the {@link Limits}, which the message names. */
public final class LimitExceededException extends StreamException {
  private static final long serialVersionUID = 1L;

  private final String limit;

  LimitExceededException(
      String message, String limit, @Nullable Throwable cause, Progress progress) {
    super(message, cause, progress);
    this.limit = limit;
  }

  /** Returns the name of the limit, as in {@link Limits}. */
  public String limit() {
    return limit;
  }

  /** Returns false. */
  @Override
  public boolean retryable() {
    return false;
  }
}
