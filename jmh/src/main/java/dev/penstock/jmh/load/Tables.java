package dev.penstock.jmh.load;

import dev.penstock.jmh.Program;
import dev.penstock.jmh.wire.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts the tables of files that are there into {@code docs/benchmarks.md}, between their marks. */
public final class Tables implements Program {
  private static final List<String> SUITES = List.of(Scale.NAME, EndToEnd.NAME, ColdStart.NAME);

  @Override
  public String name() {
    return "tables";
  }

  @Override
  public boolean run(boolean quick, List<String> options, Path target) throws IOException {
    var page = Path.of(System.getProperty("penstock.bench.home", "."), "docs/benchmarks.md");
    var text = Files.readString(page);
    for (var suite : SUITES) {
      var file = target.resolve(suite + ".json");
      if (Files.isReadable(file)) {
        text = with(text, suite, Table.of(suite).render(Measure.read(file)));
        System.out.println(page + ": " + suite);
      }
    }
    Files.writeString(page, text);
    return true;
  }

  /** {@return the page with another table between a suite's marks} */
  static String with(String page, String suite, String table) {
    var begin = "<!-- " + suite + " -->\n";
    int from = page.indexOf(begin);
    int to = page.indexOf("<!-- end of " + suite + " -->");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the page has no marks for " + suite);
    }
    return page.substring(0, from + begin.length()) + "\n" + table + "\n" + page.substring(to);
  }
}
