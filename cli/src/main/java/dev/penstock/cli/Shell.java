package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param in standard input
 * @param out standard output, for data; not buffered
 * @param err standard error, for everything else
 * @param environment the environment's variables by name
 * @param style what may be shown
 */
record Shell(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Function<String, @Nullable String> environment,
    Style style) {

  /** {@return the process's own} */
  static Shell ofProcess() {
    return new Shell(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), /* autoFlush= */ true, UTF_8),
        System::getenv,
        Style.of(isTerminal(), System::getenv));
  }

  /**
   * {@return the charset of all that is written: what a pipe carries must not depend on a locale}
   */
  Charset charset() {
    return UTF_8;
  }

  /** {@return the value of an environment variable; null if it is not set} */
  @Nullable String variable(String name) {
    return environment.apply(name);
  }

  /** {@return the same, to be shown no colours} */
  Shell withoutColours() {
    return new Shell(in, out, err, environment, style.withoutColours());
  }

  /** Prints a line on standard error. */
  void tell(String line) {
    err.println("penstock: " + Failure.onOneLine(line));
  }

  @SuppressWarnings("SystemConsoleNull") // it is null before 22
  private static boolean isTerminal() {
    var console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since 22, where a console may be there without a terminal.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
