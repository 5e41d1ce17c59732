package dev.penstock.jmh;

import dev.penstock.jmh.report.Section;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A suite that is no benchmark of JMH's: it starts processes and measures what passes between. */
public interface Program {

  /** {@return what it is called on the command line, and its file of results} */
  String name();

  /** {@return whether these can stand on the command line beside {@code --quick}} */
  default boolean accepts(List<String> options) {
    return options.isEmpty();
  }

  /** {@return what is shown of it in the page of benchmarks; null if nothing is} */
  default @Nullable Section section() {
    return null;
  }

  /**
   * Measures, writes {@code NAME.json} and prints a table that stands in Markdown.
   *
   * @param quick whether fewer repetitions will do
   * @param options what else stands on the command line
   * @param target the folder for results
   * @return false if what was measured is a failure
   */
  boolean run(boolean quick, List<String> options, Path target) throws Exception;
}
