package dev.penstock.testkit;

import java.util.Objects;

/**
 * A header field as it was on the wire.
 *
 * @param name its name, in the sender's case
 * @param value its value, without the white space around it
 */
public record Header(String name, String value) {

  /** Refuses absent parts. */
  public Header {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  boolean is(String wanted) {
    return name.equalsIgnoreCase(wanted);
  }

  /** {@return whether the value, a list of tokens, has one of them} */
  boolean hasToken(String token) {
    for (var part : value.split(",", -1)) {
      if (part.strip().equalsIgnoreCase(token)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
