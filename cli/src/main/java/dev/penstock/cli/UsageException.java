package dev.penstock.cli;

import java.util.Objects;

/** What the user asked for can't be done; nothing was sent. The message shows no secret. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  UsageException(IllegalArgumentException e) {
    super(e.getMessage(), e);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "wrong usage");
  }
}
