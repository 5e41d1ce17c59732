package dev.penstock.framing;

import static dev.penstock.framing.LineScanner.LF;

/**
 * The buffers of an event stream (WHATWG HTML §9.2.6), and what the fields of an event do to them.
 */
final class EventBuffers {
  /*
   * They have the standard's names. The data buffer is a borrowed range of the chunk while it
   * consists of one line that lies there, and joined otherwise. The standard ends each line with LF
   * and removes the last one; here an LF goes before each line but the first, so "the data buffer
   * is empty" is dataLines == 0.
   *
   * Invariant: size <= max, where size counts all that makes the pending event larger: the values
   * of its fields, and the LFs between its lines of data.
   */
  static final String MESSAGE = "message";

  private final int max;
  private final TypeNames typeNames = new TypeNames();
  private final FrameBuffer joined;

  private int dataLines;
  private boolean borrowed;
  private int borrowedFrom;
  private int borrowedTo;
  private boolean typed;
  private Name eventType = Name.EMPTY;
  private Name lastEventIdBuffer;
  private Name lastEventId;
  private long reconnectionTime = -1;

  private int size;
  private long offset = -1;

  EventBuffers(int max, String lastEventId) {
    this.max = max;
    this.joined = new FrameBuffer(max);
    this.lastEventId = this.lastEventIdBuffer = Name.of(lastEventId);
  }

  // "The steps to process the field given a field name and a field value", a method a name.
  // lineOffset is where the field's
  // line begins in the stream.

  /** "Set the event type buffer to the field value." */
  void event(byte[] bytes, int from, int to, long lineOffset) {
    grow(to - from, lineOffset);
    setEventType(typeNames.of(bytes, from, to));
  }

  /**
   * Does as {@link #event} if the value that begins at {@code from} is that of the last type, and
   * an LF follows.
   *
   * @return the index of the LF, or -1 and nothing was done
   */
  int repeatEvent(byte[] bytes, int from, int limit, long lineOffset) {
    var last = typeNames.last();
    int to = from + last.length();
    if (to >= limit || bytes[to] != LF || !last.matches(bytes, from, to)) {
      return -1;
    }
    grow(to - from, lineOffset);
    setEventType(last);
    return to;
  }

  private void setEventType(Name name) {
    typed = !name.isEmpty();
    if (eventType != name) {
      eventType = name;
    }
  }

  /**
   * "Append the field value to the data buffer, then append a single U+000A LINE FEED (LF)
   * character to the data buffer."
   *
   * @param lent whether the value lies in the chunk, so that it can be borrowed
   */
  void data(byte[] bytes, int from, int to, long lineOffset, boolean lent) {
    if (dataLines++ == 0 && lent) {
      grow(to - from, lineOffset);
      borrowed = true;
      borrowedFrom = from;
      borrowedTo = to;
      return;
    }
    if (dataLines > 1) {
      ownData(bytes);
      grow(1, lineOffset);
      joined.append(LF);
    }
    grow(to - from, lineOffset);
    joined.append(bytes, from, to);
  }

  /**
   * "If the field value does not contain U+0000 NULL, then set the last event ID buffer to the
   * field value."
   */
  void id(byte[] bytes, int from, int to, long lineOffset) {
    grow(to - from, lineOffset);
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        return;
      }
    }
    if (!lastEventIdBuffer.matches(bytes, from, to)) {
      lastEventIdBuffer = Name.of(bytes, from, to);
    }
  }

  /**
   * "If the field value consists of only ASCII digits, then interpret the field value as an integer
   * in base ten, and set the event stream's reconnection time to that integer."
   */
  void retry(byte[] bytes, int from, int to, long lineOffset) {
    grow(to - from, lineOffset);
    long milliseconds = from == to ? -1 : 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || milliseconds > (Long.MAX_VALUE - digit) / 10) {
        return;
      }
      milliseconds = 10 * milliseconds + digit;
    }
    if (milliseconds >= 0) {
      reconnectionTime = milliseconds;
    }
  }

  /** Appends more of the value of the last {@code data} field. */
  void continueData(byte[] bytes, int from, int to) {
    grow(to - from, offset);
    joined.append(bytes, from, to);
  }

  /** Copies what is borrowed, if anything is, of the chunk. */
  void ownData(byte[] chunk) {
    if (borrowed) {
      borrowed = false;
      joined.append(chunk, borrowedFrom, borrowedTo);
    }
  }

  /**
   * Throws if a field whose value has at least {@code more} bytes would make the event too large.
   */
  void check(int more, long lineOffset) {
    if (more > max - size) {
      throw new FrameLimitException(max, offset < 0 ? lineOffset : offset);
    }
  }

  private void grow(int more, long lineOffset) {
    check(more, lineOffset);
    size += more;
    if (offset < 0) {
      offset = lineOffset;
    }
  }

  /**
   * The first step of "dispatch the event": "Set the last event ID string of the event source to
   * the value of the last event ID buffer."
   */
  void commitId() {
    if (lastEventId != lastEventIdBuffer) {
      lastEventId = lastEventIdBuffer;
    }
  }

  /** "If the data buffer is an empty string": then no event is dispatched. */
  boolean hasNoData() {
    return dataLines == 0;
  }

  /** {@return whether no field has come since the last blank line} */
  boolean isUntouched() {
    return offset < 0;
  }

  /** Points a slice at the data buffer. */
  void showData(ByteSlice data, byte[] chunk) {
    if (borrowed) {
      data.set(chunk, borrowedFrom, borrowedTo - borrowedFrom);
    } else {
      data.set(joined.bytes(), 0, joined.length());
    }
  }

  /**
   * "Initialize event's type attribute to "message" … If the event type buffer has a value other
   * than the empty string"
   */
  String eventType() {
    return typed ? eventType.text() : MESSAGE;
  }

  /** {@return where the event's first field begins in the stream} */
  long offset() {
    return offset;
  }

  String lastEventId() {
    return lastEventId.text();
  }

  /** {@return the reconnection time in milliseconds, -1 if none was sent} */
  long reconnectionTime() {
    return reconnectionTime;
  }

  /**
   * "Set the data buffer and the event type buffer to the empty string." The bytes that were shown
   * stay as they are until the next field.
   */
  void clear() {
    dataLines = 0;
    borrowed = false;
    joined.clear();
    typed = false;
    size = 0;
    offset = -1;
  }

  /** Forgets the event that the end of the stream left incomplete, its id too. */
  void discard() {
    clear();
    lastEventIdBuffer = lastEventId;
  }
}
