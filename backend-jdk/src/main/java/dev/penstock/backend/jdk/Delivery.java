package dev.penstock.backend.jdk;

import dev.penstock.spi.TransportException;

/** What the reader of an exchange finds in its queue. */
sealed interface Delivery permits PooledChunk, Delivery.Broken, Delivery.Mark {

  /**
   * The body broke off here.
   *
   * @param failure what to throw
   */
  record Broken(TransportException failure) implements Delivery {}

  /** What carries nothing else. */
  enum Mark implements Delivery {
    /** The body ends here. */
    END,
    /** The queue was closed. */
    CLOSED
  }
}
