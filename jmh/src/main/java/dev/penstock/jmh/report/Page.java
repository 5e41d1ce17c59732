package dev.penstock.jmh.report;

/** A page in Markdown with parts that are made of figures, each between marks of its own. */
public final class Page {
  private Page() {}

  /**
   * {@return the page with another text between a part's marks}
   *
   * @throws IllegalArgumentException if it has no such marks
   */
  public static String with(String page, String part, String text) {
    var begin = "<!-- " + part + " -->\n";
    var end = "<!-- end of " + part + " -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end, Math.max(from, 0));
    if (from < 0 || to < 0) {
      throw new IllegalArgumentException(
          "the page has no place for " + part + ": it needs the lines " + begin + end);
    }
    return page.substring(0, from + begin.length()) + "\n" + text + "\n" + page.substring(to);
  }
}
