package dev.penstock.framing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A decoded value of a field together with its bytes, so that the same bytes need not be decoded
 * again.
 */
final class Name {
  static final Name EMPTY = new Name(new byte[0], "");

  private final byte[] bytes;
  private final String text;

  private Name(byte[] bytes, String text) {
    this.bytes = bytes;
    this.text = text;
  }

  static Name of(String text) {
    return text.isEmpty() ? EMPTY : new Name(text.getBytes(StandardCharsets.UTF_8), text);
  }

  static Name of(byte[] bytes, int from, int to) {
    return from == to
        ? EMPTY
        : new Name(Arrays.copyOfRange(bytes, from, to), Utf8.decode(bytes, from, to - from));
  }

  String text() {
    return text;
  }

  int length() {
    return bytes.length;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  boolean matches(byte[] other, int from, int to) {
    return Arrays.equals(bytes, 0, bytes.length, other, from, to);
  }
}
