package dev.penstock;

import org.jspecify.annotations.Nullable;

/**
 * The bytes ended before the answer did: no finish reason and no terminal mark had come. {@link
 * #partial()} has what was there.
 */
public final class IncompleteStreamException extends StreamException {
  private static final long serialVersionUID = 1L;

  IncompleteStreamException(String message, @Nullable Throwable cause, Progress progress) {
    super(message, cause, progress);
  }

  /** {@return true} */
  @Override
  public boolean retryable() {
    return true;
  }
}
