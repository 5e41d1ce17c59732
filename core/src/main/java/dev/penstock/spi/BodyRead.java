package dev.penstock.spi;

/** What reading a response's body gave: a chunk, the end, or nothing within the time. */
public sealed interface BodyRead permits Chunk, BodyRead.Signal {

  /** What a read can give that is no bytes. */
  enum Signal implements BodyRead {
    /**
     * The body has ended as its sender meant it to: the last chunk, the promised length, or a clean
     * close.
     */
    END,
    /** No bytes came within the time; the exchange is unharmed and can be read again. */
    TIMED_OUT
  }
}
