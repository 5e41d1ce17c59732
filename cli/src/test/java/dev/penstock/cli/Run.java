package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a command within the test's process, with an environment and a standard input of its own.
 */
final class Run {
  private final List<String> args = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private OutputStream out = captured;
  private InputStream in = InputStream.nullInputStream();
  private Style style = Style.PLAIN;
  private int status = -1;

  private Run() {}

  static Run of(String... args) {
    return new Run().and(args);
  }

  static Run of(List<String> args) {
    return of(args.toArray(String[]::new));
  }

  Run and(String... more) {
    args.addAll(List.of(more));
    return this;
  }

  Run environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Run in(String text) {
    return in(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  Run in(InputStream stream) {
    in = stream;
    return this;
  }

  Run out(OutputStream stream) {
    out = stream;
    return this;
  }

  Run style(Style style) {
    this.style = style;
    return this;
  }

  /** Runs it to its end. */
  Run go() {
    captured.reset();
    err.reset();
    var shell = new Shell(in, out, new PrintStream(err, true, UTF_8), environment::get, style);
    status = Main.run(shell, args.toArray(String[]::new));
    return this;
  }

  int status() {
    return status;
  }

  String out() {
    return captured.toString(UTF_8);
  }

  List<String> outLines() {
    return out().lines().toList();
  }

  String err() {
    return err.toString(UTF_8);
  }

  /** Returns the only line of the output, read as JSON. */
  Map<String, Object> json() {
    var lines = outLines();
    if (lines.size() != 1) {
      throw new AssertionError(lines.size() + " lines: " + out() + err());
    }
    return JsonValues.object(lines.getFirst());
  }

  @Override
  public String toString() {
    return "exit " + status + "\n" + out() + "\n" + err();
  }
}
