package dev.penstock.jmh;

import dev.penstock.jmh.report.Page;
import dev.penstock.jmh.report.Section;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Puts what is made of the files of results that are there into {@code docs/benchmarks.md}, between
 * its marks, and pictures into {@code docs/images}. A suite without its files is left as it is.
 *
 * @param sections of all suites
 */
record Tables(List<Section> sections) implements Program {
  private static final String PAGE = "benchmarks.md";

  @Override
  public String name() {
    return "tables";
  }

  @Override
  public boolean run(boolean quick, List<String> options, Path target) throws IOException {
    var home = Path.of(System.getProperty("penstock.bench.home", "."));
    fill(home.resolve("docs"), target, System.out);
    return true;
  }

  /**
   * Fills the page.
   *
   * @param docs the folder of the page
   * @param target the folder of the results
   * @param out is told what was done
   */
  void fill(Path docs, Path target, PrintStream out) throws IOException {
    var page = docs.resolve(PAGE);
    var text = Files.readString(page);
    var pictures = new LinkedHashMap<Path, String>();
    for (var section : sections) {
      var missing = section.missing(target);
      if (!missing.isEmpty()) {
        out.println(section.name() + ": left as it is, not there: " + missing);
        continue;
      }
      text = Page.with(text, section.name(), section.markdown(target));
      out.println(section.name() + ": " + page);
      section
          .pictures(target)
          .forEach((name, svg) -> pictures.put(docs.resolve("images").resolve(name), svg));
    }
    Files.writeString(page, text);
    for (var picture : pictures.entrySet()) {
      Files.createDirectories(picture.getKey().getParent());
      Files.writeString(picture.getKey(), picture.getValue());
      out.println("picture: " + picture.getKey());
    }
  }
}
