package dev.penstock.testkit.recording;

/**
 * A request that no recording answers. The message says which recordings there are, what about them
 * differs, and how to make one; it shows neither query nor body.
 */
public final class MissingRecordingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MissingRecordingException(String message) {
    super(message);
  }
}
