package dev.penstock.framing;

import java.nio.charset.StandardCharsets;

/** The WHATWG's UTF-8 decoder, which Java's differs from where surrogates are encoded. */
final class Utf8 {
  /*
   * Malformed input becomes U+FFFD, one for each maximal subpart (Encoding Standard §8.1.1, Unicode
   * §3.9 table 3-8). Java's decoder does the same but for ED A0..BF, the beginning of an encoded
   * surrogate: it takes up to three bytes for one U+FFFD, the standard one U+FFFD for each byte. So
   * Java decodes, at the speed of its intrinsics, and only what came out with an U+FFFD is looked
   * at again. Utf8Test holds both against a decoder that follows the standard word for word.
   */
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** {@return the bytes decoded} */
  static String decode(byte[] bytes, int offset, int length) {
    var text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0 || !holdsSurrogate(bytes, offset, offset + length)) {
      return text;
    }
    return decodeSlowly(bytes, offset, offset + length);
  }

  private static boolean holdsSurrogate(byte[] bytes, int from, int to) {
    for (int i = from; i < to - 1; i++) {
      if (bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xE0) == 0xA0) {
        return true;
      }
    }
    return false;
  }

  /** The standard's decoder: each lead byte sets the range that the next byte must be in. */
  private static String decodeSlowly(byte[] bytes, int from, int to) {
    var text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int lead = bytes[i++] & 0xFF;
      if (lead < 0x80) {
        text.append((char) lead);
        continue;
      }
      int missing = trailBytes(lead);
      int codePoint = lead & (0x3F >> missing);
      int lower = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
      int upper = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
      boolean whole = missing > 0;
      for (; missing > 0; missing--) {
        int trail = i < to ? bytes[i] & 0xFF : -1;
        if (trail < lower || trail > upper) {
          whole = false;
          break;
        }
        codePoint = (codePoint << 6) | (trail & 0x3F);
        lower = 0x80;
        upper = 0xBF;
        i++;
      }
      text.appendCodePoint(whole ? codePoint : REPLACEMENT);
    }
    return text.toString();
  }

  /** {@return how many bytes follow a lead byte, 0 if it is none} */
  private static int trailBytes(int lead) {
    if (lead >= 0xC2 && lead <= 0xDF) {
      return 1;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      return 2;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
  }
}
