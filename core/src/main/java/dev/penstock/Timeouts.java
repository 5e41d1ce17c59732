package dev.penstock;

import java.time.Duration;

/**
 * How long to wait for a server. A clock runs only while the program waits for the server, never
 * while the reader is busy with something else.
 *
 * @param connect for the connection, TLS included; 30 s
 * @param head for the response's head, connecting and sending included; 180 s
 * @param idle for bytes of any kind; 180 s
 * @param stalled for an event, while bytes such as pings do come; off
 * @param total for everything, retries and the waits between them included; off
 * @param linger for more to come after a finish reason, where a server marks no end and holds the
 *     connection open; the stream is then complete; 5 s
 */
public record Timeouts(
    Duration connect,
    Duration head,
    Duration idle,
    Duration stalled,
    Duration total,
    Duration linger) {

  /** Stands for no limit. */
  public static final Duration OFF = Duration.ofNanos(Long.MAX_VALUE);

  /** The defaults, as named above. */
  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(30),
          Duration.ofSeconds(180),
          Duration.ofSeconds(180),
          OFF,
          OFF,
          Duration.ofSeconds(5));

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if one is zero or negative: {@link #OFF} switches a clock off
   */
  public Timeouts {
    connect = positive("connect", connect);
    head = positive("head", head);
    idle = positive("idle", idle);
    stalled = positive("stalled", stalled);
    total = positive("total", total);
    linger = positive("linger", linger);
  }

  private static Duration positive(String clock, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "timeout "
              + clock
              + " must be positive, not "
              + duration
              + " (Timeouts.OFF switches it off)");
    }
    return duration.compareTo(OFF) > 0 ? OFF : duration;
  }

  /**
   * {@return these with another limit on connecting}
   *
   * @param limit how long, {@link #OFF} for no limit
   */
  public Timeouts withConnect(Duration limit) {
    return new Timeouts(limit, head, idle, stalled, total, linger);
  }

  /**
   * {@return these with another limit on waiting for the response's head}
   *
   * @param limit how long, {@link #OFF} for no limit
   */
  public Timeouts withHead(Duration limit) {
    return new Timeouts(connect, limit, idle, stalled, total, linger);
  }

  /**
   * {@return these with another limit on waiting for bytes}
   *
   * @param limit how long, {@link #OFF} for no limit
   */
  public Timeouts withIdle(Duration limit) {
    return new Timeouts(connect, head, limit, stalled, total, linger);
  }

  /**
   * {@return these with another limit on waiting for an event while bytes do come}
   *
   * @param limit how long, {@link #OFF} for no limit
   */
  public Timeouts withStalled(Duration limit) {
    return new Timeouts(connect, head, idle, limit, total, linger);
  }

  /**
   * {@return these with another limit on all waiting together}
   *
   * @param limit how long, {@link #OFF} for no limit
   */
  public Timeouts withTotal(Duration limit) {
    return new Timeouts(connect, head, idle, stalled, limit, linger);
  }

  /**
   * {@return these with another time to wait for more after a finish reason}
   *
   * @param limit how long, {@link #OFF} to wait for the end of the body
   */
  public Timeouts withLinger(Duration limit) {
    return new Timeouts(connect, head, idle, stalled, total, limit);
  }
}
