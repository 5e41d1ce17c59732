package dev.penstock.jmh.faults;

import java.time.Duration;

/** How long everybody waits: each client gets as many of these settings as it has. */
public final class Waits {
  /** For a connection. */
  public static final Duration CONNECT = Duration.ofSeconds(2);

  /** For the response's head, and for bytes of any kind. */
  static final Duration READ = Duration.ofMillis(1500);

  /** For an event, while bytes do come. */
  static final Duration STALLED = Duration.ofSeconds(2);

  /** For everything. */
  static final Duration TOTAL = Duration.ofSeconds(4);

  /** For more to follow a finish reason where the protocol has no mark of the end. */
  public static final Duration LINGER = Duration.ofMillis(500);

  /** Longer than anything here, for rows in which the program ends the stream and no clock. */
  static final Duration LONG = Duration.ofMinutes(1);

  /** Who has given no result by then hangs. */
  static final Duration DEADLINE = Duration.ofSeconds(7);

  /** Who has given no result by then, after the program closed or interrupted it, hangs. */
  static final Duration ACT_DEADLINE = Duration.ofSeconds(3);

  /** A reader's rest after the first text, longer than {@link #READ}. */
  static final Duration REST = Duration.ofSeconds(2);

  /** From the first text, or from the request, to what another thread then does. */
  static final Duration BEFORE_ACT = Duration.ofMillis(300);

  /** For a second end to come after the first. */
  static final Duration AFTERWARDS = Duration.ofMillis(150);

  /** For a server to see that a client has left. */
  static final Duration LEAVING = Duration.ofSeconds(1);

  private Waits() {}
}
