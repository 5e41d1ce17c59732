package dev.penstock;

import java.util.BitSet;

/**
 * Says whether a text is a JSON document (RFC 8259), so that broken tool arguments don't pass for
 * good ones.
 */
final class JsonText {
  /*
   * A recogniser without recursion: `depth` counts the open brackets, `objects` says which of them are braces.
   *
   *   value  = "{" [ string ":" value *( "," string ":" value ) ] "}"
   *          / "[" [ value *( "," value ) ] "]"
   *          / string / number / "true" / "false" / "null"
   */
  private final String text;
  private final BitSet objects = new BitSet();
  private int position;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * {@return whether a text is one JSON document, white space around it allowed}
   *
   * @param text the text
   */
  static boolean isValid(String text) {
    return new JsonText(text).document();
  }

  private boolean document() {
    do {
      if (!value()) {
        return false;
      }
    } while (depth > 0 && separator());
    skipSpace();
    return depth == 0 && position == text.length();
  }

  /** Takes a scalar, an empty container, or opens containers down to the first of these. */
  private boolean value() {
    while (true) {
      skipSpace();
      char open = peek();
      if (open != '{' && open != '[') {
        return scalar();
      }
      position++;
      skipSpace();
      char close = open == '{' ? '}' : ']';
      if (take(close)) {
        return true;
      }
      objects.set(depth, open == '{');
      depth++;
      if (open == '{' && !name()) {
        return false;
      }
    }
  }

  /**
   * Closes what ends here, up to and with the comma before the next value. False where nothing
   * follows.
   */
  private boolean separator() {
    while (depth > 0) {
      skipSpace();
      boolean inObject = objects.get(depth - 1);
      if (take(',')) {
        return !inObject || name();
      }
      if (!take(inObject ? '}' : ']')) {
        return false;
      }
      depth--;
    }
    return false;
  }

  private boolean name() {
    skipSpace();
    if (!string()) {
      return false;
    }
    skipSpace();
    return take(':');
  }

  private boolean scalar() {
    return switch (peek()) {
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean word(String word) {
    boolean here = text.startsWith(word, position);
    position += word.length();
    return here;
  }

  private boolean string() {
    if (!take('"')) {
      return false;
    }
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"') {
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    char c = peek();
    position++;
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int i = 0; i < 4; i++) {
      if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
        return false;
      }
      position++;
    }
    return true;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = position;
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
    return position > start;
  }

  private void skipSpace() {
    while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private boolean take(char expected) {
    boolean here = position < text.length() && text.charAt(position) == expected;
    if (here) {
      position++;
    }
    return here;
  }

  /** {@return the next character, NUL at the end, which no rule takes} */
  private char peek() {
    return position < text.length() ? text.charAt(position) : '\0';
  }
}
