package dev.penstock;

import org.jspecify.annotations.Nullable;

/** The server can't be reached, or the connection to it broke. */
public final class ConnectionException extends StreamException {
  private static final long serialVersionUID = 1L;

  ConnectionException(String message, @Nullable Throwable cause, Progress progress) {
    super(message, cause, progress);
  }

  /** {@return true} Before the first event the library itself has retried it already. */
  @Override
  public boolean retryable() {
    return true;
  }
}
