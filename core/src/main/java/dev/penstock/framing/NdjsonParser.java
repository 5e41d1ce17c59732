package dev.penstock.framing;

/**
 * Cuts newline-delimited JSON into its lines, without copying a line that lies in one chunk.
 *
 * <p>Follows the NDJSON specification 1.0 (also known as JSON Lines): a line ends at LF, a CR
 * before it belongs to the line end, and lines of nothing but whitespace are skipped. No other
 * character ends a line, U+2028 and a CR alone included. A UTF-8 byte order mark at the start of
 * the stream is skipped, and so is whitespace before a document; {@link #offset()} is that of the
 * document's first byte. Whether a line is JSON is for its reader to find out.
 *
 * <p>A line without a line end at the end of the stream is handed out under {@link
 * FrameParser.AtEnd#FLUSH} and dropped under {@link FrameParser.AtEnd#DISCARD}. A line may have as
 * many bytes as the limit says, its line end and leading whitespace not counted; a longer one is a
 * {@link FrameLimitException}. Time is linear in the bytes, whatever the chunks. Not thread-safe.
 */
public final class NdjsonParser extends ChunkedParser {
  /*
   * stream = [ BOM ] *line [ last ]
   * line   = *WS [ document [ CR ] ] LF
   * last   = *WS [ document [ CR ] ]
   *
   * Between lines (not begun) nothing is kept. Once begun, what a chunk leaves unfinished goes to the partial frame,
   * which may have one byte more than the limit: it may be the CR of a line end.
   */
  private final PartialFrame partial;
  private final ByteOrderMark mark = new ByteOrderMark();

  private boolean begun;
  private long begin;

  private NdjsonParser(int maxFrameBytes) {
    partial = new PartialFrame(maxFrameBytes, /* slack= */ 1);
  }

  /** {@return a new parser whose lines may have 16 MiB} */
  public static NdjsonParser create() {
    return create(PartialFrame.DEFAULT_LIMIT);
  }

  /**
   * {@return a new parser}
   *
   * @param maxFrameBytes how many bytes a line may have
   * @throws IllegalArgumentException if that is less than 1
   */
  public static NdjsonParser create(int maxFrameBytes) {
    return new NdjsonParser(maxFrameBytes);
  }

  @Override
  public long offset() {
    return begin;
  }

  @Override
  boolean scan() {
    if (mark.isOpen()) {
      position = mark.skip(buffer, position, limit);
      keepMistaken();
    }
    if (!begun && !begin()) {
      return false;
    }
    int from = position;
    int end = lineFeed(buffer, from, limit);
    if (end == limit) {
      partial.append(buffer, from, end, begin);
      position = end;
      return false;
    }
    position = end + 1;
    handOut(from, end);
    return true;
  }

  @Override
  boolean finish(AtEnd rule) {
    if (mark.isOpen()) {
      mark.end();
      keepMistaken();
    }
    if (!begun || rule == AtEnd.DISCARD) {
      return false;
    }
    handOut(position, position);
    return true;
  }

  /** Takes the bytes that were no byte order mark after all as the beginning of the first line. */
  private void keepMistaken() {
    if (mark.mistaken() > 0) {
      begun = true;
      mark.returnTo(partial);
    }
  }

  /** Moves to the first byte of a document; false if the chunk ends before it. */
  private boolean begin() {
    int i = position;
    while (i < limit && Json.isWhitespace(buffer[i])) {
      i++;
    }
    position = i;
    if (i == limit) {
      return false;
    }
    begun = true;
    begin = streamPosition();
    return true;
  }

  private static int lineFeed(byte[] bytes, int from, int to) {
    int i = LineScanner.lineEnd(bytes, from, to);
    while (i < to && bytes[i] != LineScanner.LF) {
      i = LineScanner.lineEnd(bytes, i + 1, to);
    }
    return i;
  }

  private void handOut(int from, int to) {
    partial.complete(buffer, from, to, begin, data);
    int length = data.length();
    if (length > 0 && data.at(length - 1) == '\r') {
      data.set(data.array(), data.offset(), length - 1);
    }
    partial.checkLength(data.length(), begin);
    begun = false;
  }
}
