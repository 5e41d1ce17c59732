package dev.penstock.jmh.report;

import java.util.List;

/** A table in Markdown, row by row. */
public final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();
  private final int columns;

  /**
   * Begins one.
   *
   * @param labels how many of its columns, from the left, hold words; the others hold figures
   */
  public MarkdownTable(int labels, List<String> heads) {
    columns = heads.size();
    row(heads);
    text.append('|').append("---|".repeat(labels));
    text.append("---:|".repeat(columns - labels)).append('\n');
  }

  /** Adds a row; as many cells as there are columns. */
  public void row(String... cells) {
    row(List.of(cells));
  }

  /** Adds a row; as many cells as there are columns. */
  public void row(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(cells + " does not fit into " + columns + " columns");
    }
    cells.forEach(cell -> text.append("| ").append(cell).append(cell.isEmpty() ? "" : " "));
    text.append("|\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
