package dev.penstock.framing;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first bytes of a stream, chooses the parser for them, and is that parser from then
 * on.
 */
final class DetectingParser extends ChunkedParser {
  /*
   * The choice is made at the first byte that is neither part of a byte order mark nor JSON whitespace:
   *
   *   first bytes                        expected: sse          ndjson        json-array    aws-eventstream
   *   0 to the limit's highest byte                sse          ndjson        json-array    aws-eventstream
   *   "["                                          json-array   json-array    json-array    json-array
   *   "{" and a line end                           json-array   json-array    json-array    json-array
   *   "{" and others                               json-array   ndjson        json-array    json-array
   *   a field of events, or a comment              sse          sse           sse           sse
   *   others                                       sse          ndjson        json-array    aws-eventstream
   *
   * An AWS message begins with the highest byte of its length, so that one whose length is within the limit is told
   * from text before whitespace is skipped. A "{" alone on its line is a document over several lines, which is no
   * NDJSON. Others, such as the "<" of an HTML page, are the expected parser's to refuse.
   *
   * Bytes seen before the choice are held, at most LOOK of them, and given to the parser first, so that its offsets
   * count from the start of the stream.
   */
  private static final int LOOK = 64;

  private static final byte[][] FIELDS = {
    ascii("data"), ascii("event"), ascii("id"), ascii("retry")
  };
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Whether bytes begin with others, as far as they go. */
  private enum Match {
    NO,
    SO_FAR,
    YES
  }

  private final StandardFraming expected;
  private final int maxFrameBytes;
  private final byte[] held = new byte[LOOK];
  private int heldLength;
  private @Nullable FrameParser parser;
  private boolean ended;

  DetectingParser(StandardFraming expected, int maxFrameBytes) {
    if (maxFrameBytes < 1) {
      throw new IllegalArgumentException(
          "a frame may have " + maxFrameBytes + " bytes: expected at least 1");
    }
    this.expected = expected;
    this.maxFrameBytes = maxFrameBytes;
  }

  private static byte[] ascii(String string) {
    return string.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Kind kind() {
    return parser == null ? super.kind() : parser.kind();
  }

  @Override
  public String type() {
    return parser == null ? super.type() : parser.type();
  }

  @Override
  public String id() {
    return parser == null ? super.id() : parser.id();
  }

  @Override
  public @Nullable String header(String name) {
    return parser == null ? null : parser.header(name);
  }

  @Override
  public long offset() {
    return parser == null ? 0 : parser.offset();
  }

  @Override
  boolean scan() {
    var chosen = parser == null ? detect() : parser;
    if (chosen == null) {
      return false;
    }
    while (!chosen.next()) {
      if (position == limit) {
        return false;
      }
      chosen.feed(buffer, position, limit - position);
      position = limit;
    }
    show(chosen);
    return true;
  }

  @Override
  boolean finish(AtEnd rule) {
    var chosen = parser == null ? choose(expected, heldLength) : parser;
    if (!ended) {
      if (chosen.next()) {
        show(chosen);
        return true;
      }
      chosen.end(rule);
      ended = true;
    }
    if (!chosen.next()) {
      return false;
    }
    show(chosen);
    return true;
  }

  private void show(FrameParser chosen) {
    ByteSlice slice = chosen.data();
    data.set(slice.array(), slice.offset(), slice.length());
  }

  /** {@return the parser for the first bytes, or null if more of them are needed} */
  private @Nullable FrameParser detect() {
    int length = Math.min(LOOK - heldLength, limit - position);
    System.arraycopy(buffer, position, held, heldLength, length);
    int seen = heldLength + length;
    var framing = detect(seen);
    if (framing == null && seen == LOOK) {
      framing = expected;
    }
    if (framing != null) {
      return choose(framing, heldLength);
    }
    heldLength = seen;
    position = limit;
    return null;
  }

  /** Makes a parser and gives it the held bytes that are not in the chunk. */
  private FrameParser choose(StandardFraming framing, int length) {
    var chosen = framing.newParser(maxFrameBytes);
    chosen.feed(held, 0, length);
    parser = chosen;
    return chosen;
  }

  private @Nullable StandardFraming detect(int seen) {
    if (seen == 0) {
      return null;
    }
    if (expected.equals(StandardFraming.AWS_EVENT_STREAM)
        && (held[0] & 0xFF) <= maxFrameBytes >>> 24) {
      return expected;
    }
    Match mark = match(MARK, 0, seen);
    if (mark == Match.SO_FAR) {
      return null;
    }
    int first = mark == Match.YES ? MARK.length : 0;
    while (first < seen && Json.isWhitespace(held[first])) {
      first++;
    }
    return first == seen ? null : detect(first, seen);
  }

  private @Nullable StandardFraming detect(int first, int seen) {
    if (held[first] == '[') {
      return StandardFraming.JSON_ARRAY;
    }
    if (held[first] == '{') {
      if (!expected.equals(StandardFraming.NDJSON)) {
        return StandardFraming.JSON_ARRAY;
      }
      return first + 1 == seen
          ? null
          : isLineEnd(held[first + 1]) ? StandardFraming.JSON_ARRAY : expected;
    }
    return switch (field(first, seen)) {
      case YES -> StandardFraming.SSE;
      case NO -> expected;
      case SO_FAR -> null;
    };
  }

  /**
   * {@return whether the bytes begin with the name of a field of server-sent events, whole, or with
   * a comment}
   */
  private Match field(int first, int seen) {
    if (held[first] == ':') {
      return Match.YES;
    }
    for (byte[] name : FIELDS) {
      Match match = match(name, first, seen);
      int after = first + name.length;
      if (match == Match.YES && after < seen) {
        return held[after] == ':' || isLineEnd(held[after]) ? Match.YES : Match.NO;
      }
      if (match != Match.NO) {
        return Match.SO_FAR;
      }
    }
    return Match.NO;
  }

  private Match match(byte[] wanted, int from, int seen) {
    int length = Math.min(wanted.length, seen - from);
    for (int i = 0; i < length; i++) {
      if (held[from + i] != wanted[i]) {
        return Match.NO;
      }
    }
    return length == wanted.length ? Match.YES : Match.SO_FAR;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }
}
