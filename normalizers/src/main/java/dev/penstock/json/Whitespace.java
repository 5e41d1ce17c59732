package dev.penstock.json;

import java.nio.charset.StandardCharsets;

/** The bytes that may stand between the tokens of JSON. */
final class Whitespace {
  private Whitespace() {}

  static boolean is(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /**
   * {@return JSON without the whitespace between its tokens}
   *
   * @param bytes holds it, well-formed
   * @param from its first byte
   * @param to the end of it
   */
  static String without(byte[] bytes, int from, int to) {
    var compact = new byte[to - from];
    int length = 0;
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (quoted || !is(b)) {
        compact[length++] = b;
      }
      if (b == '"') {
        quoted = !quoted;
      } else if (quoted && b == '\\') {
        compact[length++] = bytes[++i];
      }
    }
    return new String(compact, 0, length, StandardCharsets.UTF_8);
  }
}
