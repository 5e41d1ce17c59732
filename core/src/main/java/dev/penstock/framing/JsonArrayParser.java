package dev.penstock.framing;

/**
 * Cuts a JSON array into its elements, each handed out as soon as it is complete and without a copy
 * where it lies in one chunk.
 *
 * <p>For servers that stream one JSON array (RFC 8259), however it is indented. A stream that
 * begins with anything but {@code [} is taken as JSON documents one after the other: a complete
 * answer, an error object, or several of them, with or without whitespace between. A UTF-8 byte
 * order mark at the start is skipped.
 *
 * <p>Only the structure is looked at: strings, brackets, numbers and literal names. Whether an
 * object is JSON inside is for its reader to find out. What cannot be JSON is handed out as {@link
 * Frame.Kind#STRAY}, and the elements after it are found all the same:
 *
 * <ul>
 *   <li>anything in an array that is no value, up to the next comma or {@code ]} outside of
 *       brackets;
 *   <li>an element whose brackets do not match (a closing bracket closes the innermost open one of
 *       its kind and those inside it; one without an opening bracket is passed over);
 *   <li>outside of an array, a line that does not begin with a value;
 *   <li>everything after the end of the array, whitespace excepted, as values and lines.
 * </ul>
 *
 * <p>Missing and additional commas between elements are passed over.
 *
 * <p>When the bytes end inside an element or before the array's {@code ]}, {@link #next()} throws a
 * {@link TruncatedFrameException} after the complete elements, whatever the rule given to {@link
 * #end}: half an element is of no use to anyone, and the loss must be seen. An element may have as
 * many bytes as the limit says; a larger one is a {@link FrameLimitException}. Time is linear in
 * the bytes, whatever the chunks, and nesting needs no memory. Not thread-safe.
 */
public final class JsonArrayParser extends ChunkedParser {
  /*
   * stream    = [ BOM ] ( array after / documents )
   * array     = *WS "[" *( WS / "," / element ) "]"
   * element   = value / token / junk            token = a number or a literal name, ended by WS "," "]"
   * documents = *( WS / value / token / junk )  token = the same, ended by WS or the end
   * after     = documents, all of them stray
   *
   * place:  START --"["--> ARRAY --"]"--> AFTER
   *         START --other--> DOCUMENTS
   * state:  BETWEEN --first byte--> VALUE ("{" "[" '"') | TOKEN | JUNK --last byte--> BETWEEN
   *         TOKEN --no number, no literal name--> JUNK
   */
  private enum Place {
    START,
    DOCUMENTS,
    ARRAY,
    AFTER
  }

  private enum State {
    BETWEEN,
    VALUE,
    TOKEN,
    JUNK
  }

  private final PartialFrame partial;
  private final ByteOrderMark mark = new ByteOrderMark();
  private final Brackets brackets = new Brackets();

  private Place place = Place.START;
  private State state = State.BETWEEN;
  private Kind kind = Kind.EVENT;
  private long arrayBegin;
  private long begin;

  /** Index in the chunk of the frame's first byte that the partial frame has not. */
  private int uncopied;

  private boolean inString;
  private boolean escaped;

  private JsonArrayParser(int maxFrameBytes) {
    partial = new PartialFrame(maxFrameBytes, /* slack= */ 0);
  }

  /** {@return a new parser whose elements may have 16 MiB} */
  public static JsonArrayParser create() {
    return create(PartialFrame.DEFAULT_LIMIT);
  }

  /**
   * {@return a new parser}
   *
   * @param maxFrameBytes how many bytes an element may have
   * @throws IllegalArgumentException if that is less than 1
   */
  public static JsonArrayParser create(int maxFrameBytes) {
    return new JsonArrayParser(maxFrameBytes);
  }

  @Override
  public Kind kind() {
    return kind;
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
    uncopied = position;
    if (state == State.BETWEEN && !begin()) {
      return false;
    }
    boolean complete =
        switch (state) {
          case VALUE -> value();
          case TOKEN -> token();
          case BETWEEN, JUNK -> junk();
        };
    if (complete) {
      handOut();
    } else {
      partial.append(buffer, uncopied, limit, begin);
      uncopied = limit;
    }
    return complete;
  }

  @Override
  boolean finish(AtEnd rule) {
    if (mark.isOpen()) {
      mark.end();
      keepMistaken();
    }
    if (state == State.BETWEEN) {
      if (place == Place.ARRAY) {
        throw new TruncatedFrameException("the bytes ended before the array's ']'", arrayBegin);
      }
      return false;
    }
    if (place == Place.DOCUMENTS && state == State.TOKEN && !isScalar()) {
      state = State.JUNK;
    }
    boolean whole = place == Place.DOCUMENTS && state == State.TOKEN;
    if (!whole && state != State.JUNK && place != Place.AFTER) {
      throw new TruncatedFrameException("the bytes ended inside a JSON value", begin);
    }
    handOut();
    return true;
  }

  /** Takes the bytes that were no byte order mark after all as the beginning of junk. */
  private void keepMistaken() {
    if (mark.mistaken() > 0) {
      place = Place.DOCUMENTS;
      state = State.JUNK;
      mark.returnTo(partial);
    }
  }

  /** Passes over what separates elements, and begins one; false if the chunk ends before. */
  private boolean begin() {
    while (position < limit) {
      byte b = buffer[position];
      if (place == Place.START && b == '[') {
        place = Place.ARRAY;
        arrayBegin = streamPosition();
      } else if (place == Place.ARRAY && b == ']') {
        place = Place.AFTER;
      } else if (!Json.isWhitespace(b) && !(place == Place.ARRAY && b == ',')) {
        begin(b);
        return true;
      }
      position++;
    }
    return false;
  }

  private void begin(byte first) {
    if (place == Place.START) {
      place = Place.DOCUMENTS;
    }
    if (first == '{' || first == '[' || first == '"') {
      state = State.VALUE;
    } else {
      state = Json.isTokenByte(first) ? State.TOKEN : State.JUNK;
    }
    begin = streamPosition();
    uncopied = position;
    brackets.clear();
    inString = false;
    escaped = false;
  }

  /** Scans an object, an array or a string; true when its last byte was seen. */
  private boolean value() {
    byte[] bytes = buffer;
    int end = limit;
    int i = position;
    while (i < end) {
      if (inString) {
        i = string(i);
      } else {
        byte b = bytes[i++];
        if (b == '"') {
          inString = true;
        } else if (b == '{' || b == '[') {
          brackets.open(b == '[');
        } else if (b == '}' || b == ']') {
          brackets.close(b == ']');
        } else {
          continue;
        }
      }
      if (!inString && !brackets.isInside()) {
        position = i;
        return true;
      }
    }
    position = i;
    return false;
  }

  /**
   * Scans the inside of a string; returns the index after its closing quote, or the chunk's end.
   */
  private int string(int from) {
    byte[] bytes = buffer;
    int end = limit;
    int i = from;
    if (escaped) {
      escaped = false;
      i++;
    }
    while (i < end) {
      byte b = bytes[i++];
      if (b == '"') {
        inString = false;
        return i;
      }
      if (b == '\\') {
        if (i == end) {
          escaped = true;
        } else {
          i++;
        }
      }
    }
    return i;
  }

  /**
   * Scans a number or a literal name, or what turns out to be neither; true when the byte after it
   * was seen.
   */
  private boolean token() {
    while (position < limit) {
      byte b = buffer[position];
      if (!Json.isTokenByte(b)) {
        boolean delimiter =
            Json.isWhitespace(b) || (place == Place.ARRAY && (b == ',' || b == ']'));
        if (delimiter && isScalar()) {
          return true;
        }
        state = State.JUNK;
        return junk();
      }
      position++;
    }
    return false;
  }

  private boolean isScalar() {
    if (partial.isEmpty()) {
      data.set(buffer, uncopied, position - uncopied);
    } else {
      partial.append(buffer, uncopied, position, begin);
      uncopied = position;
      data.set(partial.array(), 0, partial.length());
    }
    return Json.isScalar(data);
  }

  /**
   * Scans what is no JSON, to the comma or bracket (in an array) or the line end (outside) after
   * it.
   */
  private boolean junk() {
    while (position < limit) {
      if (inString) {
        position = string(position);
        continue;
      }
      byte b = buffer[position];
      if (!brackets.isInside()
          && (place == Place.ARRAY ? b == ',' || b == ']' : b == '\n' || b == '\r')) {
        return true;
      }
      position++;
      if (b == '{' || b == '[') {
        brackets.open(b == '[');
      } else if (b == '}' || b == ']') {
        brackets.close(b == ']');
      } else {
        // A quote outside of brackets is more likely a stray one than the beginning of a string.
        inString = b == '"' && brackets.isInside();
      }
    }
    return false;
  }

  private void handOut() {
    partial.complete(buffer, uncopied, position, begin, data);
    boolean junk = state == State.JUNK;
    if (junk) {
      trim();
    }
    kind = junk || brackets.areMismatched() || place == Place.AFTER ? Kind.STRAY : Kind.EVENT;
    state = State.BETWEEN;
  }

  /** Leaves out the whitespace between junk and what follows it. */
  private void trim() {
    int length = data.length();
    while (length > 1 && Json.isWhitespace(data.at(length - 1))) {
      length--;
    }
    data.set(data.array(), data.offset(), length);
  }
}
