package dev.penstock.framing;

/** The Encoding Standard's UTF-8 decoder (§8.1.1), step by step, with its names: slow and plain. */
final class Utf8Reference {
  private static final int END_OF_QUEUE = -1;
  private static final int CONTINUE = -2;
  private static final int ERROR = -3;
  private static final int FINISHED = -4;

  private int next;
  private int codePoint;
  private int bytesSeen;
  private int bytesNeeded;
  private int lowerBoundary = 0x80;
  private int upperBoundary = 0xBF;

  private Utf8Reference() {}

  static String decode(byte[] bytes) {
    var decoder = new Utf8Reference();
    var output = new StringBuilder();
    while (true) {
      int item = decoder.next < bytes.length ? bytes[decoder.next++] & 0xFF : END_OF_QUEUE;
      int result = decoder.handle(item);
      if (result == FINISHED) {
        return output.toString();
      }
      if (result == ERROR) {
        output.append('\uFFFD');
      } else if (result != CONTINUE) {
        output.appendCodePoint(result);
      }
    }
  }

  private int handle(int item) {
    if (item == END_OF_QUEUE && bytesNeeded != 0) {
      bytesNeeded = 0;
      return ERROR;
    }
    if (item == END_OF_QUEUE) {
      return FINISHED;
    }
    if (bytesNeeded == 0) {
      return lead(item);
    }
    if (item < lowerBoundary || item > upperBoundary) {
      codePoint = 0;
      bytesNeeded = 0;
      bytesSeen = 0;
      lowerBoundary = 0x80;
      upperBoundary = 0xBF;
      next--; // restore byte to the queue
      return ERROR;
    }
    lowerBoundary = 0x80;
    upperBoundary = 0xBF;
    codePoint = (codePoint << 6) | (item & 0x3F);
    bytesSeen++;
    if (bytesSeen != bytesNeeded) {
      return CONTINUE;
    }
    int result = codePoint;
    codePoint = 0;
    bytesNeeded = 0;
    bytesSeen = 0;
    return result;
  }

  private int lead(int item) {
    if (item <= 0x7F) {
      return item;
    }
    if (item >= 0xC2 && item <= 0xDF) {
      bytesNeeded = 1;
      codePoint = item & 0x1F;
    } else if (item >= 0xE0 && item <= 0xEF) {
      if (item == 0xE0) {
        lowerBoundary = 0xA0;
      }
      if (item == 0xED) {
        upperBoundary = 0x9F;
      }
      bytesNeeded = 2;
      codePoint = item & 0xF;
    } else if (item >= 0xF0 && item <= 0xF4) {
      if (item == 0xF0) {
        lowerBoundary = 0x90;
      }
      if (item == 0xF4) {
        upperBoundary = 0x8F;
      }
      bytesNeeded = 3;
      codePoint = item & 0x7;
    } else {
      return ERROR;
    }
    return CONTINUE;
  }
}
