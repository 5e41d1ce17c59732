package dev.penstock.cli;

import java.lang.Character.UnicodeScript;

/**
 * How many columns of a terminal a text takes. Terminals differ over rare characters; this is what
 * most do.
 */
final class Columns {
  private static final int FULL_WIDTH_FORMS = 0xFF00;
  private static final int LAST_FULL_WIDTH_FORM = 0xFF60;

  private Columns() {}

  /**
   * {@return the columns of a character: none for what joins the one before it, two for a wide one}
   */
  static int of(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.CONTROL ->
          0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  /** {@return the columns of a text on one line} */
  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  private static boolean isWide(int codePoint) {
    if (codePoint < 0x1100) {
      return false;
    }
    if (Character.isEmojiPresentation(codePoint)
        || (codePoint >= FULL_WIDTH_FORMS && codePoint <= LAST_FULL_WIDTH_FORM)
        || (codePoint >= 0x3000 && codePoint <= 0x303E)) {
      return true;
    }
    return switch (UnicodeScript.of(codePoint)) {
      case HAN, HANGUL, HIRAGANA, KATAKANA, BOPOMOFO, YI ->
          codePoint < 0xFF61 || codePoint > 0xFFEF;
      default -> false;
    };
  }

  /** {@return a text with line ends in place of spaces, where it is too long for some columns} */
  static String folded(String text, int columns) {
    var folded = new StringBuilder();
    int used = 0;
    for (var word : text.split(" ", -1)) {
      int needed = of(word);
      if (!folded.isEmpty()) {
        boolean fits = used + 1 + needed <= columns;
        folded.append(fits ? ' ' : '\n');
        used = fits ? used + 1 : 0;
      }
      folded.append(word);
      used += needed;
    }
    return folded.toString();
  }

  /**
   * {@return a text, or as much of it as some columns have room for and a mark that there is more}
   */
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    var kept = new StringBuilder();
    int used = 1;
    for (int codePoint : text.codePoints().toArray()) {
      used += of(codePoint);
      if (used > columns) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return kept.append('…').toString();
  }
}
