package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output: text as UTF-8, written out by {@link #flush()} or when a buffer is full.
 *
 * <p>A surrogate that ends a piece waits for its other half: providers do split a character between
 * two deltas. All methods throw {@link OutputException} when nobody takes the output any more.
 */
class DataOut {
  private static final String REPLACEMENT = "\uFFFD";

  private final OutputStream out;
  private String held = "";

  DataOut(OutputStream out) {
    this.out = new BufferedOutputStream(out);
  }

  void print(String text) {
    var whole = held + text;
    boolean split = !whole.isEmpty() && Character.isHighSurrogate(whole.charAt(whole.length() - 1));
    int end = split ? whole.length() - 1 : whole.length();
    held = whole.substring(end);
    write(whole.substring(0, end));
  }

  void println(String line) {
    print(line + "\n");
  }

  /** Says that the other half of a character will not come. */
  void endText() {
    if (!held.isEmpty()) {
      held = "";
      write(REPLACEMENT);
    }
  }

  /** Writes a text as it is. */
  void write(String text) {
    try {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }
}
