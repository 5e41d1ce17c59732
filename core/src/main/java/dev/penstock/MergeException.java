package dev.penstock;

/** One of several merged streams failed, and all were closed. The cause is what it failed with. */
public final class MergeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The number of the stream. */
  private final int source;

  MergeException(int source, Throwable cause) {
    super("stream " + source + " of those merged failed: " + cause.getMessage(), cause);
    this.source = source;
  }

  /** {@return the number of the stream that failed, counted from 0} */
  public int source() {
    return source;
  }
}
