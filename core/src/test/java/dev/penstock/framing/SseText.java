package dev.penstock.framing;

import java.nio.charset.StandardCharsets;

/** Bytes as text and back. */
final class SseText {
  private SseText() {}

  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
