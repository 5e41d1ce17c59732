package dev.penstock.json;

import org.jspecify.annotations.Nullable;

/** A document is no JSON, or ends too early. */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where it is, in bytes from the start of the document. */
  private final long offset;

  MalformedJsonException(String message, long offset, @Nullable Throwable cause) {
    super(message + " at byte " + offset + " of its data", cause);
    this.offset = offset;
  }

  /** {@return where it is, in bytes from the start of the document} */
  public long offset() {
    return offset;
  }
}
