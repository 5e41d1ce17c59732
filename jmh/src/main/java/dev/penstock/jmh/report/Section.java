package dev.penstock.jmh.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is shown of a suite, made of its files of results and of nothing else. */
public interface Section {

  /** {@return the suite, as the command line and the marks in the page name it} */
  String name();

  /** {@return its files of results, without {@code .json}} */
  default List<String> files() {
    return List.of(name());
  }

  /**
   * {@return its tables}
   *
   * @param target the folder of the files
   */
  String tables(Path target) throws IOException;

  /**
   * {@return its pictures, as SVG by the name of their file}
   *
   * @param target the folder of the files
   */
  default Map<String, String> pictures(Path target) throws IOException {
    return Map.of();
  }

  /** {@return those of its files that are not there} */
  default List<Path> missing(Path target) {
    return files().stream()
        .map(file -> target.resolve(file + ".json"))
        .filter(file -> !Files.isReadable(file))
        .toList();
  }

  /** {@return its tables, and below them of which run they are, where that is known} */
  default String markdown(Path target) throws IOException {
    var run = RunNote.file(name(), target);
    return Files.isReadable(run)
        ? tables(target) + "\n" + RunNote.read(run).sentence() + "\n"
        : tables(target);
  }

  /** Prints what stands in the page, and puts the pictures beside the results. */
  default void show(Path target) throws IOException {
    System.out.println();
    System.out.println(markdown(target));
    for (var picture : pictures(target).entrySet()) {
      var file = target.resolve(picture.getKey());
      Files.writeString(file, picture.getValue());
      System.out.println("Picture: " + file);
    }
    files().forEach(file -> System.out.println("Figures: " + target.resolve(file + ".json")));
  }
}
