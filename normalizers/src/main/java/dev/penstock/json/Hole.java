package dev.penstock.json;

import org.jspecify.annotations.Nullable;

/** Where frames of one shape may differ, and what the frame that was matched last has there. */
final class Hole {

  /** What a frame may have there. */
  enum Kind {
    /** The event's string. */
    TEXT,
    /** A string that the normalizer skips. */
    STRING,
    /** A whole number that the normalizer skips. */
    NUMBER,
    /** A number of tokens, which goes into the usage as it is. */
    COUNT,
    /** Space before the last brace. */
    SPACE
  }

  private static final int MAX_DIGITS = 18;

  final Kind kind;

  /** Where it lies in the template. */
  final int from;

  final int to;

  /** The number that is there. */
  long value;

  private boolean open;
  private int begin;
  private long scanned;

  Hole(Kind kind, int from, int to, long value) {
    this.kind = kind;
    this.from = from;
    this.to = to;
    this.value = value;
    open = kind == Kind.TEXT;
  }

  boolean isOpen() {
    return open;
  }

  void open() {
    open = true;
  }

  /**
   * Takes what a frame has here.
   *
   * @return where that ends, -1 if it does not belong here, or that is not certain
   */
  int fill(byte[] bytes, int at, int end) {
    return switch (kind) {
      case TEXT -> {
        begin = at;
        scanned = JsonStrings.scan(bytes, at, end);
        yield scanned < 0 ? -1 : JsonStrings.end(scanned);
      }
      case STRING -> {
        long skipped = JsonStrings.scan(bytes, at, end);
        yield JsonStrings.isPlain(skipped) ? JsonStrings.end(skipped) : -1;
      }
      case NUMBER, COUNT -> number(bytes, at, end);
      case SPACE -> {
        int i = at;
        while (i < end && bytes[i] == ' ') {
          i++;
        }
        yield i;
      }
    };
  }

  private int number(byte[] bytes, int at, int end) {
    int i = at;
    value = 0;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9' && i - at <= MAX_DIGITS) {
      value = 10 * value + bytes[i++] - '0';
    }
    return i == at || i - at > MAX_DIGITS || bytes[at] == '0' ? -1 : i;
  }

  /** {@return the text that was taken; null if it is not well-formed beyond doubt} */
  @Nullable String string(byte[] bytes) {
    return JsonStrings.decode(bytes, begin, scanned);
  }
}
