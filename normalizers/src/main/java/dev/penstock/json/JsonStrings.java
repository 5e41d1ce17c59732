package dev.penstock.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** The contents of JSON strings, read without a parser where they are well-formed beyond doubt. */
final class JsonStrings {
  private static final int ESCAPES = 1;
  private static final int NOT_ASCII = 2;
  private static final int FOUND = ESCAPES | NOT_ASCII;
  private static final char DOUBTFUL = '\uFFFD';

  private JsonStrings() {}

  /**
   * Looks for the quote that ends a string.
   *
   * @param bytes holds the string
   * @param from its first byte
   * @param end the end of what may be looked at
   * @return what was found, for the other methods; -1 if there is no quote, or a control character
   *     before it
   */
  static long scan(byte[] bytes, int from, int end) {
    int found = 0;
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b == '"') {
        return (long) i << 2 | found;
      }
      if (b < ' ') {
        if (b >= 0) {
          return -1;
        }
        found |= NOT_ASCII;
      } else if (b == '\\') {
        found |= ESCAPES;
        i++;
      }
    }
    return -1;
  }

  /** {@return the index of the quote that a scan found} */
  static int end(long scanned) {
    return (int) (scanned >> 2);
  }

  /** {@return whether a scan found a string that has neither escapes nor more than ASCII in it} */
  static boolean isPlain(long scanned) {
    return scanned >= 0 && (scanned & FOUND) == 0;
  }

  /**
   * {@return the string that a scan found; null if it is not well-formed, or that is not certain}
   *
   * @param bytes holds it
   * @param from its first byte
   * @param scanned what the scan returned
   */
  static @Nullable String decode(byte[] bytes, int from, long scanned) {
    int to = end(scanned);
    if (isPlain(scanned)) {
      return new String(bytes, from, to - from, ISO_8859_1);
    }
    var text =
        (scanned & ESCAPES) == 0
            ? new String(bytes, from, to - from, UTF_8)
            : unescaped(bytes, from, to);
    // It stands for bytes that are no UTF-8, too.
    boolean doubtful = text != null && (scanned & NOT_ASCII) != 0 && text.indexOf(DOUBTFUL) >= 0;
    return doubtful ? null : text;
  }

  private static @Nullable String unescaped(byte[] bytes, int from, int to) {
    byte[] plain = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '\\') {
        int escaped = escaped(bytes[++i]);
        if (escaped < 0) {
          return unescapedCharacters(bytes, from, to);
        }
        b = (byte) escaped;
      }
      plain[length++] = b;
    }
    return new String(plain, 0, length, UTF_8);
  }

  /** Of characters, since they may be halves of pairs that are not in UTF-8. */
  private static @Nullable String unescapedCharacters(byte[] bytes, int from, int to) {
    var text = new StringBuilder(to - from);
    int plain = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        text.append(new String(bytes, plain, i - plain, UTF_8));
        int escaped = bytes[++i] == 'u' ? hex(bytes, i + 1, to) : escaped(bytes[i]);
        if (escaped < 0) {
          return null;
        }
        text.append((char) escaped);
        i += bytes[i] == 'u' ? 4 : 0;
        plain = i + 1;
      }
    }
    return text.append(new String(bytes, plain, to - plain, UTF_8)).toString();
  }

  private static int escaped(byte b) {
    return switch (b) {
      case '"', '\\', '/' -> b;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> -1;
    };
  }

  private static int hex(byte[] bytes, int from, int end) {
    if (from + 4 > end) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
