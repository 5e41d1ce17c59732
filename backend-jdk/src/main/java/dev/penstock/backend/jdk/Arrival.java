package dev.penstock.backend.jdk;

import java.nio.ByteBuffer;
import java.util.List;

/** What reaches the filling thread of an exchange, in the order in which it happens. */
sealed interface Arrival {

  /**
   * Some of the body, as much as was asked for.
   *
   * @param buffers the client's buffers, which it does not use again
   */
  record Bytes(List<ByteBuffer> buffers) implements Arrival {}

  /**
   * The client gave up.
   *
   * @param cause what it reported
   */
  record Failed(Throwable cause) implements Arrival {}

  /** What carries nothing else. */
  enum Mark implements Arrival {
    /** The body has ended in order. */
    COMPLETE,
    /** The exchange was closed. */
    CLOSED
  }
}
