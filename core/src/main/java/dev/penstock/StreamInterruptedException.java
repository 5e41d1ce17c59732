package dev.penstock;

/** The reading thread was interrupted. The stream is closed, the thread's interrupt flag is set. */
public final class StreamInterruptedException extends StreamException {
  private static final long serialVersionUID = 1L;

  StreamInterruptedException(String message, Progress progress) {
    super(message, null, progress);
  }

  /** {@return false: it was meant} */
  @Override
  public boolean retryable() {
    return false;
  }
}
