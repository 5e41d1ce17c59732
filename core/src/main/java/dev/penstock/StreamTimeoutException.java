package dev.penstock;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server let the program wait longer than one of its {@link Timeouts}. */
public final class StreamTimeoutException extends StreamException {
  private static final long serialVersionUID = 1L;

  /** The clocks of {@link Timeouts}. */
  public enum Clock {
    /** {@link Timeouts#connect()}. */
    CONNECT,
    /** {@link Timeouts#head()}. */
    HEAD,
    /** {@link Timeouts#idle()}. */
    IDLE,
    /** {@link Timeouts#stalled()}. */
    STALLED,
    /** {@link Timeouts#total()}. */
    TOTAL
  }

  /** Which clock ran out. */
  private final Clock clock;

  /** How long it was set to. */
  private final Duration limit;

  StreamTimeoutException(
      String message, Clock clock, Duration limit, @Nullable Throwable cause, Progress progress) {
    super(message, cause, progress);
    this.clock = clock;
    this.limit = limit;
  }

  /** {@return which clock ran out} */
  public Clock clock() {
    return clock;
  }

  /** {@return how long it was set to} */
  public Duration limit() {
    return limit;
  }

  /** {@return true, but for the total clock, which would only run out again} */
  @Override
  public boolean retryable() {
    return clock != Clock.TOTAL;
  }
}
