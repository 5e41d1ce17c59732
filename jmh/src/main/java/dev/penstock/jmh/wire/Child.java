package dev.penstock.jmh.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM beside this one, spoken to line by line; what it logs goes to a file. */
public final class Child implements AutoCloseable {
  private static final int PATIENCE = 60;

  private final Process process;
  private final BufferedReader from;
  private final PrintStream to;
  private final Path log;

  /**
   * Starts one.
   *
   * @param arguments those of {@code java}
   * @param log where its errors go
   */
  public Child(List<String> arguments, Path log) throws IOException {
    this.log = log;
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    from = process.inputReader(UTF_8);
    to = new PrintStream(process.getOutputStream(), /* autoFlush= */ true, UTF_8);
  }

  /** Starts one of the programs of this class path. */
  public static Child of(Class<?> main, List<String> jvm, List<String> arguments, Path log)
      throws IOException {
    var all = new ArrayList<>(jvm);
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    all.addAll(arguments);
    return new Child(all, log);
  }

  /** {@return the next line, waited for} */
  public String line() throws IOException {
    // A child that says nothing is ended, which ends its output.
    var guard = Thread.ofVirtual().start(this::endIfSilent);
    try {
      var line = from.readLine();
      if (line == null) {
        throw new IOException("the process ended; its log is " + log);
      }
      return line;
    } finally {
      guard.interrupt();
    }
  }

  private void endIfSilent() {
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // It spoke.
    }
  }

  /** {@return the line that answers another} */
  public String ask(String question) throws IOException {
    to.println(question);
    return line();
  }

  /** Reads what it still says, until it has ended. */
  public void untilItEnds() throws IOException {
    while (from.readLine() != null) {
      // Nobody wants it.
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    from.close();
  }
}
