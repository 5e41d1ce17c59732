package dev.penstock.framing;

/** What the framings need to know of JSON's grammar (RFC 8259). */
final class Json {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private Json() {}

  /** {@return whether a byte is insignificant whitespace (§2)} */
  static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /**
   * {@return whether a byte may be part of a number or of {@code true}, {@code false}, {@code
   * null}}
   */
  static boolean isTokenByte(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || (b >= 'A' && b <= 'Z')
        || b == '-'
        || b == '+'
        || b == '.';
  }

  /** {@return whether a slice is a number (§6) or a literal name (§3), whole and nothing else} */
  static boolean isScalar(ByteSlice token) {
    return token.contentEquals(TRUE)
        || token.contentEquals(FALSE)
        || token.contentEquals(NULL)
        || isNumber(token.array(), token.offset(), token.offset() + token.length());
  }

  /** number = [ "-" ] int [ frac ] [ exp ]. */
  private static boolean isNumber(byte[] bytes, int from, int to) {
    int i = at(bytes, from, to) == '-' ? from + 1 : from;
    int digits = i;
    i = digits(bytes, i, to);
    if (i == digits || (bytes[digits] == '0' && i > digits + 1)) {
      return false;
    }
    if (at(bytes, i, to) == '.') {
      int fraction = i + 1;
      i = digits(bytes, fraction, to);
      if (i == fraction) {
        return false;
      }
    }
    if (at(bytes, i, to) == 'e' || at(bytes, i, to) == 'E') {
      int sign = at(bytes, i + 1, to);
      int exponent = sign == '+' || sign == '-' ? i + 2 : i + 1;
      i = digits(bytes, exponent, to);
      if (i == exponent) {
        return false;
      }
    }
    return i == to;
  }

  private static int digits(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }

  private static int at(byte[] bytes, int index, int to) {
    return index < to ? bytes[index] : -1;
  }
}
