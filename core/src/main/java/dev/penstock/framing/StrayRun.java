package dev.penstock.framing;

import static dev.penstock.framing.LineScanner.LF;

/** Consecutive lines that are no field, no comment and not blank, joined with LF. */
final class StrayRun {
  private final int max;
  private final FrameBuffer joined;
  private int lines;
  private long offset;

  StrayRun(int max) {
    this.max = max;
    this.joined = new FrameBuffer(max);
  }

  boolean isEmpty() {
    return lines == 0;
  }

  /** {@return where the first line begins in the stream} */
  long offset() {
    return offset;
  }

  void add(byte[] line, int from, int to, long lineOffset) {
    if (lines == 0) {
      joined.clear();
      offset = lineOffset;
    }
    check(to - from, lineOffset);
    if (lines++ > 0) {
      joined.append(LF);
    }
    joined.append(line, from, to);
  }

  /** Throws if a line of at least {@code more} bytes would make the run too large. */
  void check(int more, long lineOffset) {
    int lineFeed = lines == 0 ? 0 : 1;
    if (more > max - joined.length() - lineFeed) {
      throw new FrameLimitException(max, lines == 0 ? lineOffset : offset);
    }
  }

  /** Points a slice at the run and ends it; the bytes stay as they are until a line is added. */
  void handOut(ByteSlice data) {
    data.set(joined.bytes(), 0, joined.length());
    clear();
  }

  void clear() {
    joined.clear();
    lines = 0;
  }
}
