package dev.penstock.jmh.report;

/** The text of a picture, line by line. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  /** Adds text as it is. */
  void raw(String more) {
    text.append(more);
  }

  /** Adds a line of the template, its {@code %s} filled in with values that are no markup. */
  void line(String template, Object... values) {
    var parts = template.split("%s", -1);
    for (int i = 0; i < parts.length; i++) {
      text.append(parts[i]).append(i < values.length ? escaped(values[i].toString()) : "");
    }
    text.append('\n');
  }

  private static String escaped(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
