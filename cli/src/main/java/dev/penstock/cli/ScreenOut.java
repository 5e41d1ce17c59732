package dev.penstock.cli;

import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * A terminal with a status line under what is printed. Each flush shows it anew; whatever is
 * printed next wipes it away first, so that it never gets between the lines of an answer.
 */
final class ScreenOut extends DataOut implements AutoCloseable {
  private static final char ESCAPE = '\u001b';
  private static final String ERASE_LINE = ESCAPE + "[K";
  private static final String ERASE_BELOW = ESCAPE + "[J";

  /** A line further, in the same column: where that scrolls, the position saved stays true. */
  private static final String ROOM_BELOW = ESCAPE + "D" + ESCAPE + "[A";

  private static final String SAVE = ESCAPE + "7";
  private static final String RESTORE = ESCAPE + "8";

  private final Style style;
  private final Supplier<String> status;
  private int column;
  private boolean inEscape;
  private boolean shown;
  private boolean closed;

  /**
   * A status line on a terminal.
   *
   * @param out the terminal
   * @param style of it
   * @param status what the line shall say, asked at each flush
   */
  ScreenOut(OutputStream out, Style style, Supplier<String> status) {
    super(out);
    this.style = style;
    this.status = status;
  }

  @Override
  void write(String text) {
    if (text.isEmpty()) {
      return;
    }
    erase();
    text.codePoints().forEach(this::track);
    super.write(text);
  }

  private void track(int codePoint) {
    if (inEscape) {
      // Only styles are printed.
      inEscape = codePoint != 'm';
    } else if (codePoint == ESCAPE) {
      inEscape = true;
    } else if (codePoint == '\n') {
      column = 0;
    } else if (codePoint == '\t') {
      column = Math.min((column / 8 + 1) * 8, style.columns() - 1);
    } else {
      int columns = Columns.of(codePoint);
      column = column + columns > style.columns() ? columns : column + columns;
    }
  }

  @Override
  void flush() {
    // Behind a full line the cursor stands on its last character or after it, as terminals differ.
    if (!closed && column < style.columns()) {
      erase();
      var line = style.dim(Columns.cut(status.get(), style.columns() - 1));
      super.write(column == 0 ? line + "\r" : ROOM_BELOW + SAVE + "\r\n" + line + RESTORE);
      shown = true;
    }
    super.flush();
  }

  private void erase() {
    if (shown) {
      super.write(column == 0 ? ERASE_LINE : ERASE_BELOW);
      shown = false;
    }
  }

  /** Takes the status line away for good; what is printed stays, and more can be. */
  @Override
  public void close() {
    closed = true;
    erase();
    flush();
  }
}
