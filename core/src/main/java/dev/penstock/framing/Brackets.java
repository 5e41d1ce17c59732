package dev.penstock.framing;

/**
 * The brackets that are open at a place in a JSON text.
 *
 * <p>There is a count of them, and for the outermost 64 levels a bit that says which kind each is
 * of: nesting needs no memory. Deeper ones are counted only. A mismatch there goes unnoticed here,
 * which costs nothing but the name {@link Frame.Kind#STRAY}, since whoever reads the element reads
 * its brackets.
 */
final class Brackets {
  private static final int KNOWN_LEVELS = Long.SIZE;

  private int depth;
  private long arrays;
  private boolean mismatched;

  /** {@return whether a bracket is open} */
  boolean isInside() {
    return depth > 0;
  }

  /** {@return whether a bracket was closed by one that closed others with it} */
  boolean areMismatched() {
    return mismatched;
  }

  void clear() {
    depth = 0;
    mismatched = false;
  }

  void open(boolean array) {
    if (depth < KNOWN_LEVELS) {
      long level = 1L << depth;
      arrays = array ? arrays | level : arrays & ~level;
    }
    depth++;
  }

  /**
   * Closes the innermost bracket of a kind together with those inside it; does nothing where there
   * is none.
   */
  void close(boolean array) {
    if (depth > KNOWN_LEVELS) {
      depth--;
    } else if (depth > 0) {
      long sameKind = (array ? arrays : ~arrays) & (-1L >>> (KNOWN_LEVELS - depth));
      int innermost = KNOWN_LEVELS - Long.numberOfLeadingZeros(sameKind);
      mismatched |= innermost != depth;
      depth = innermost > 0 ? innermost - 1 : depth;
    }
  }
}
