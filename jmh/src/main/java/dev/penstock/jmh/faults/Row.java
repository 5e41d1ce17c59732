package dev.penstock.jmh.faults;

import java.util.List;

/**
 * A fault and what came of it.
 *
 * @param fault the fault
 * @param cells for each column what came of it in each protocol; nothing where it cannot happen
 */
record Row(Fault fault, List<List<Finding>> cells) {
  Row {
    cells = List.copyOf(cells);
  }

  boolean isRight(int column) {
    return cells.get(column).stream().allMatch(Finding::isRight);
  }
}
