package dev.penstock.cli;

/** A frame around a text that is still coming, as wide as the terminal allows. */
final class Box {
  /** Terminals with fewer columns have no room for one. */
  static final int LEAST_COLUMNS = 24;

  private static final int MOST_COLUMNS = 100;
  private static final int SIDES = "│  │".length();

  private final DataOut out;
  private final Style style;
  private final int inner;
  private final StringBuilder pending = new StringBuilder();
  private String held = "";
  private int column;
  private boolean inRow;

  private Box(DataOut out, Style style) {
    this.out = out;
    this.style = style;
    // The last column stays free: some terminals begin a line when it is written.
    this.inner = Math.min(style.columns() - 1, MOST_COLUMNS) - SIDES;
  }

  /** Begins one with a title on its edge. */
  static Box open(DataOut out, Style style, String title) {
    var box = new Box(out, style);
    var name = Columns.cut(title.replace('\n', ' '), box.inner - 2);
    int rest = box.inner - 1 - Columns.of(name);
    out.print(style.call("╭─ " + name + " " + "─".repeat(rest) + "╮") + "\n");
    return box;
  }

  /** Adds to the text. */
  void print(String text) {
    var whole = held + Style.harmless(text).replace('\t', ' ');
    // The other half of a character may be in the next piece.
    boolean split = !whole.isEmpty() && Character.isHighSurrogate(whole.charAt(whole.length() - 1));
    int end = split ? whole.length() - 1 : whole.length();
    held = whole.substring(end);
    whole.substring(0, end).codePoints().forEach(this::add);
    printPending();
  }

  private void add(int codePoint) {
    if (codePoint == '\n') {
      beginRow();
      endRow();
      return;
    }
    int columns = Columns.of(codePoint);
    if (column + columns > inner) {
      endRow();
    }
    beginRow();
    pending.appendCodePoint(codePoint);
    column += columns;
  }

  private void beginRow() {
    if (!inRow) {
      pending.append("│ ");
      inRow = true;
    }
  }

  private void endRow() {
    pending.append(" ".repeat(inner - column)).append(" │");
    printPending();
    out.print("\n");
    column = 0;
    inRow = false;
  }

  private void printPending() {
    out.print(style.call(pending.toString()));
    pending.setLength(0);
  }

  /** Ends it. */
  void close() {
    if (!held.isEmpty()) {
      held = "";
      add('\uFFFD');
    }
    if (inRow) {
      endRow();
    }
    out.print(style.call("╰" + "─".repeat(inner + 2) + "╯") + "\n");
  }
}
