package dev.penstock;

/** The program closed the stream, or the client it belongs to, before it was complete. */
public final class StreamCancelledException extends StreamException {
  private static final long serialVersionUID = 1L;

  StreamCancelledException(String message, Progress progress) {
    super(message, null, progress);
  }

  /** {@return false: it was meant} */
  @Override
  public boolean retryable() {
    return false;
  }
}
