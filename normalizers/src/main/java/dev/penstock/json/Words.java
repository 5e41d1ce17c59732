package dev.penstock.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Strings that come again, such as types: each is made once. */
final class Words {
  /** Longer strings are hardly words that come again, and not worth keeping. */
  private static final int MAX_LENGTH = 64;

  private final @Nullable String[] known = new @Nullable String[64];

  /**
   * {@return the string that a parser stands on; null if it is empty}
   *
   * @param parser stands on a string
   */
  @Nullable String of(JsonParser parser) {
    int length = parser.getStringLength();
    if (length == 0) {
      return null;
    }
    if (length > MAX_LENGTH) {
      return parser.getString();
    }
    char[] characters = parser.getStringCharacters();
    int from = parser.getStringOffset();
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + characters[i];
    }
    int slot = (hash ^ (hash >>> 16)) & (known.length - 1);
    var word = known[slot];
    if (word == null || !equal(characters, from, length, word)) {
      word = parser.getString();
      known[slot] = word;
    }
    return word;
  }

  /**
   * {@return whether the string that a parser stands on is this one, without making one}
   *
   * @param parser stands on a string
   * @param expected what to compare with
   */
  static boolean equal(JsonParser parser, String expected) {
    int length = parser.getStringLength();
    return length == expected.length()
        && equal(parser.getStringCharacters(), parser.getStringOffset(), length, expected);
  }

  private static boolean equal(char[] characters, int from, int length, String expected) {
    if (length != expected.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (characters[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
