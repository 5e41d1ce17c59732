package dev.penstock.jmh;

import java.nio.file.Path;

/** A suite that is no benchmark of JMH's: it starts processes and measures what passes between. */
public interface Program {

  /** {@return what it is called on the command line, and its file of results} */
  String name();

  /**
   * Measures, writes {@code NAME.json} and prints a table that stands in Markdown.
   *
   * @param quick whether fewer repetitions will do
   * @param target the folder for results
   */
  void run(boolean quick, Path target) throws Exception;
}
