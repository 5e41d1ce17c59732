package dev.penstock.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the place can show that output goes to.
 *
 * @param terminal whether somebody looks at it as it comes
 * @param colours whether it takes colours
 */
record Style(boolean terminal, boolean colours) {
  /** A pipe or a file. */
  static final Style PLAIN = new Style(false, false);

  private static final String ESCAPE = "\u001b[";
  private static final String RESET = ESCAPE + "0m";

  static Style of(boolean terminal, Function<String, @Nullable String> environment) {
    var noColor = environment.apply("NO_COLOR");
    boolean refused = noColor != null && !noColor.isEmpty();
    return new Style(terminal, terminal && !refused && !"dumb".equals(environment.apply("TERM")));
  }

  String dim(String text) {
    return styled("2", text);
  }

  String bold(String text) {
    return styled("1", text);
  }

  String call(String text) {
    return styled("36", text);
  }

  String error(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    return colours && !text.isEmpty() ? ESCAPE + code + "m" + text + RESET : text;
  }

  /**
   * {@return a text without what could command a terminal: control characters other than line feed
   * and tab}
   *
   * @param text what a server sent
   */
  static String harmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isCommand(text.charAt(i))) {
        var kept = new StringBuilder(text.length());
        text.chars().filter(c -> !isCommand((char) c)).forEach(c -> kept.append((char) c));
        return kept.toString();
      }
    }
    return text;
  }

  private static boolean isCommand(char c) {
    return Character.isISOControl(c) && c != '\n' && c != '\t';
  }
}
