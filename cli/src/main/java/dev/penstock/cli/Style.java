package dev.penstock.cli;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the place can show that output goes to.
 *
 * @param terminal whether somebody looks at it as it comes
 * @param colours whether it takes colours
 * @param cursor whether its cursor can be moved
 * @param columns how many columns it has
 */
record Style(boolean terminal, boolean colours, boolean cursor, int columns) {
  private static final int USUAL_COLUMNS = 80;
  private static final Pattern COLUMNS = Pattern.compile("[1-9][0-9]{0,3}");

  /** A pipe or a file. */
  static final Style PLAIN = new Style(false, false, false, USUAL_COLUMNS);

  private static final String ESCAPE = "\u001b[";
  private static final String RESET = ESCAPE + "0m";

  static Style of(boolean terminal, Function<String, @Nullable String> environment) {
    var noColor = environment.apply("NO_COLOR");
    boolean refused = noColor != null && !noColor.isEmpty();
    boolean cursor = terminal && !"dumb".equals(environment.apply("TERM"));
    return new Style(terminal, cursor && !refused, cursor, columns(environment.apply("COLUMNS")));
  }

  private static int columns(@Nullable String said) {
    return said != null && COLUMNS.matcher(said).matches() ? Integer.parseInt(said) : USUAL_COLUMNS;
  }

  /** {@return the same place, to be shown no colours} */
  Style withoutColours() {
    return new Style(terminal, false, cursor, columns);
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
