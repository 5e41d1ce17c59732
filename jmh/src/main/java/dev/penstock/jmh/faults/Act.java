package dev.penstock.jmh.faults;

/** What the program does that reads an answer. */
public enum Act {
  /** Reads to the end. */
  READ,
  /** Rests after the first text, for longer than a server may be silent, and reads on. */
  REST,
  /** Stops after the first text and closes. */
  BREAK,
  /** Rests after the first text, then stops and closes. */
  REST_AND_BREAK,
  /** Another thread closes the stream while the reader waits for more text. */
  CLOSE,
  /** Another thread closes the stream while the reader waits for the first text. */
  CLOSE_EARLY,
  /** The reader, a platform thread, is interrupted while it waits for more text. */
  INTERRUPT_PLATFORM,
  /** The reader, a virtual thread, is interrupted while it waits for more text. */
  INTERRUPT_VIRTUAL,
  /** The reader, a virtual thread, is interrupted while it waits for the response's head. */
  INTERRUPT_EARLY;

  /** {@return whether something is done from outside, after the first text if {@link #isLate}} */
  boolean isFromOutside() {
    return this == CLOSE || this == CLOSE_EARLY || isInterrupt();
  }

  /** {@return whether the reader is interrupted} */
  boolean isInterrupt() {
    return this == INTERRUPT_PLATFORM || this == INTERRUPT_VIRTUAL || this == INTERRUPT_EARLY;
  }

  /** {@return whether it waits for the first text} */
  boolean isLate() {
    return this != CLOSE_EARLY && this != INTERRUPT_EARLY;
  }

  /** {@return whether the reader rests after the first text} */
  boolean rests() {
    return this == REST || this == REST_AND_BREAK;
  }

  /** {@return whether the reader stops after the first text} */
  boolean breaks() {
    return this == BREAK || this == REST_AND_BREAK;
  }

  /** {@return whether the program ends the stream, not the server} */
  boolean ends() {
    return this != READ && this != REST;
  }
}
