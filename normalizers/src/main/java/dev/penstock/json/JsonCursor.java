package dev.penstock.json;

import dev.penstock.Limits;
import dev.penstock.NormalizerLimitException;
import dev.penstock.framing.ByteSlice;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads the JSON documents of one stream, one after the other, so that the code that uses it looks
 * like the provider's documentation.
 *
 * {@snippet class = dev.penstock.json.JsonCursorTest region = usage}
 *
 * <p><b>The rule.</b> The cursor stands on a value. An object or array is entered by {@code first…}
 * and then read by {@code next…} until there is nothing more. What is not read is skipped, so that
 * a name nobody asks for needs no code.
 *
 * <p><b>Tolerance.</b> Whoever asks for one kind of value and meets another gets what he would get
 * for none: a number has no {@link #text()}, a string no fields, and absent, {@code null}, {@code
 * ""}, {@code []} and <code>{}</code> are alike.
 *
 * <p><b>Bytes.</b> A document is read where it lies and must not change meanwhile. Text becomes a
 * string only when asked for. One parser serves the whole stream. A {@link MalformedJsonException}
 * ends the document but not the cursor. Not thread-safe.
 */
public final class JsonCursor {
  /*
   * The parser is Jackson's non-blocking one, since only that can be pointed at the bytes of a further document. It is
   * fed each document whole, so JsonToken.NOT_AVAILABLE means that the document has ended. It can take the next only when
   * it has used up the last; where the last was not read to its end, or is broken, the next gets a new parser. What it
   * has not used up, releaseBuffered() tells without an object for it.
   *
   * The names of fields are kept in a table that a parser shares with all others until it meets a new one; then it makes
   * a copy, of some 30 KB. Closing it adds what is new to what is shared, which is why share() is called where a stream
   * is likely to end.
   *
   * Depth is counted here and not by the parser, as its limit would belong to the factory that all streams share.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .enable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final byte[] SPACE = {' '};

  /** Longer strings are hardly words that come again, and not worth keeping. */
  private static final int MAX_WORD = 64;

  /** Some servers say with each chunk that it is the last. */
  private static final int MAX_SHARES = 2;

  private static final byte[] NONE = {};
  private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

  private final int maxDepth;
  private JsonParser parser;
  private ByteArrayFeeder feeder;

  /** How many bytes the parser was fed before the document. */
  private long before;

  private final @Nullable String[] words = new @Nullable String[64];
  private byte[] bytes = NONE;
  private int start;
  private int end;
  private @Nullable JsonToken token;
  private int depth;
  private boolean ended = true;
  private int shares;

  /** Whether the document's first field was read by {@link #discriminator}. */
  private boolean begun;

  /** Notes what is asked of the fields, while somebody wants to know. */
  private @Nullable FieldTrace trace;

  /**
   * Makes one for a stream.
   *
   * @param limits the stream's; {@link Limits#maxJsonDepth()} holds here
   */
  public JsonCursor(Limits limits) {
    maxDepth = limits.maxJsonDepth();
    parser = FACTORY.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
  }

  /**
   * Moves to the value of the next document.
   *
   * @param document borrowed until the next call of this
   * @return false if there is nothing but whitespace in it
   * @throws MalformedJsonException if it does not begin like JSON
   */
  public boolean read(ByteSlice document) {
    bytes = document.array();
    start = document.offset();
    end = start + document.length();
    while (start < end && isWhitespace(bytes[start])) {
      start++;
    }
    return begin();
  }

  private boolean begin() {
    token = null;
    depth = 0;
    begun = false;
    if (start == end) {
      return false;
    }
    if (!ended || parser.isClosed()) {
      parser = FACTORY.createNonBlockingByteArrayParser(ObjectReadContext.empty());
      feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
      before = 0;
    }
    ended = false;
    feeder.feedInput(bytes, start, end);
    if (bytes[start] == '{' || bytes[start] == '[') {
      advance();
    } else {
      readLoneScalar();
    }
    return true;
  }

  /** A number or a literal ends where another byte follows it. */
  private void readLoneScalar() {
    var next = nextToken();
    if (next == JsonToken.NOT_AVAILABLE) {
      feeder.feedInput(SPACE, 0, SPACE.length);
      next = nextToken();
    } else {
      checkNothingFollows();
    }
    if (next == JsonToken.NOT_AVAILABLE) {
      throw malformed("the document is cut off", end - start, null);
    }
    token = next;
  }

  private JsonToken advance() {
    var next = nextToken();
    switch (next) {
      case START_OBJECT, START_ARRAY -> {
        if (++depth > maxDepth) {
          throw new NormalizerLimitException(
              "JSON nested deeper than "
                  + maxDepth
                  + " levels at byte "
                  + (position() - start)
                  + " of its data",
              "maxJsonDepth");
        }
      }
      case END_OBJECT, END_ARRAY -> {
        if (--depth == 0) {
          endDocument();
        }
      }
      case NOT_AVAILABLE -> throw malformed("the document is cut off", end - start, null);
      default -> {}
    }
    token = next;
    return next;
  }

  private void endDocument() {
    if (checkNothingFollows() > 0) {
      nextToken();
    }
    ended = true;
    before += end - start;
  }

  /** {@return how much whitespace follows the token} */
  private int checkNothingFollows() {
    int from = position();
    for (int i = from; i < end; i++) {
      if (!isWhitespace(bytes[i])) {
        throw malformed("more after the end of the document", i - start, null);
      }
    }
    return end - from;
  }

  private JsonToken nextToken() {
    try {
      return parser.nextToken();
    } catch (JacksonException e) {
      var where = e.getLocation();
      long offset = where == null ? position() - start : where.getByteOffset() - before;
      throw malformed(e.getOriginalMessage(), offset, e);
    }
  }

  private static MalformedJsonException malformed(
      String message, long offset, @Nullable Throwable cause) {
    return new MalformedJsonException(message, offset, cause);
  }

  /**
   * {@return the text of one field of the document, wherever it stands in it; null if there is
   * none} The document can then be read as if nothing had happened, but for the field itself, which
   * may be left out. Costs nothing where the field is the first one.
   *
   * @param field its name
   */
  public @Nullable String discriminator(String field) {
    var name = firstField();
    if (name != null && name.equals(field)) {
      begun = true;
      return word();
    }
    String found = null;
    for (; name != null; name = nextField()) {
      if (name.equals(field)) {
        found = word();
        if (trace != null) {
          trace.keep();
        }
      }
    }
    if (trace != null) {
      trace.restart();
    }
    begin();
    return found;
  }

  /**
   * Enters an object and moves to the value of its first field.
   *
   * @return the field's name; null if there is none, or no object
   */
  public @Nullable String firstField() {
    if (begun) {
      begun = false;
      return nextField();
    }
    return token == JsonToken.START_OBJECT ? field() : null;
  }

  /**
   * Moves to the value of the object's next field.
   *
   * @return the field's name; null, and the object is done with, if there is none
   */
  public @Nullable String nextField() {
    skip();
    return field();
  }

  private @Nullable String field() {
    if (advance() != JsonToken.PROPERTY_NAME) {
      return null;
    }
    String name = parser.currentName();
    advance();
    if (trace != null) {
      note(trace);
    }
    return name;
  }

  private void note(FieldTrace noted) {
    boolean isString = token == JsonToken.VALUE_STRING;
    if (isString || token == JsonToken.VALUE_NUMBER_INT) {
      noted.field(bytes, start, position(), isString);
    } else {
      noted.other();
    }
  }

  /**
   * Begins to note what is asked of the fields of documents, or ends it.
   *
   * @param begun where to note it, null to end
   * @return where it was noted before, null if nowhere
   */
  @Nullable FieldTrace trace(@Nullable FieldTrace begun) {
    var before = trace;
    trace = begun;
    return before;
  }

  private void looked() {
    if (trace != null) {
      trace.looked();
    }
  }

  /**
   * Enters an array and moves to its first element.
   *
   * @return false if there is none, or no array
   */
  public boolean firstElement() {
    return token == JsonToken.START_ARRAY && element();
  }

  private boolean element() {
    if (trace != null) {
      trace.other();
    }
    return advance() != JsonToken.END_ARRAY;
  }

  /**
   * Moves to the array's next element.
   *
   * @return false, and the array is done with, if there is none
   */
  public boolean nextElement() {
    skip();
    return element();
  }

  private void skip() {
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      int inside = depth;
      do {
        advance();
      } while (depth >= inside);
    }
  }

  /** {@return whether the value is an object} */
  public boolean isObject() {
    return token == JsonToken.START_OBJECT;
  }

  /** {@return whether the value is an array} */
  public boolean isArray() {
    return token == JsonToken.START_ARRAY;
  }

  /** {@return whether the value is {@code true}} */
  public boolean isTrue() {
    return token == JsonToken.VALUE_TRUE;
  }

  /** {@return the value if it is a string that is not empty; else null} */
  public @Nullable String text() {
    var text =
        token == JsonToken.VALUE_STRING && parser.getStringLength() > 0 ? parser.getString() : null;
    if (trace != null) {
      trace.gave(text);
    }
    return text;
  }

  /**
   * {@return the bytes that the value is the base64 of; null if it is empty or no string}
   *
   * @throws MalformedJsonException if it is a string, but no base64
   */
  public byte @Nullable [] base64() {
    var text = text();
    try {
      return text == null ? null : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw malformed("a string that should be base64 is none", position() - start, e);
    }
  }

  /**
   * {@return the value as {@link #text()} does} For values that are one of a few words, such as
   * types: the string that was made for a word is used again.
   */
  public @Nullable String word() {
    looked();
    if (token != JsonToken.VALUE_STRING || parser.getStringLength() > MAX_WORD) {
      return text();
    }
    int hash = 0;
    char[] characters = parser.getStringCharacters();
    int from = parser.getStringOffset();
    int to = from + parser.getStringLength();
    for (int i = from; i < to; i++) {
      hash = 31 * hash + characters[i];
    }
    int slot = (hash ^ (hash >>> 16)) & (words.length - 1);
    var known = words[slot];
    if (known != null && equalsString(known)) {
      return known;
    }
    var word = text();
    words[slot] = word;
    return word;
  }

  /**
   * {@return the value as it is written if it is a number or a literal, as {@link #text()} if it is
   * a string}
   */
  public @Nullable String scalar() {
    if (token == null) {
      return null;
    }
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> {
        looked();
        yield parser.getString();
      }
      default -> text();
    };
  }

  /**
   * {@return whether the value is this string, without making one}
   *
   * @param expected what to compare with
   */
  public boolean is(String expected) {
    looked();
    return equalsString(expected);
  }

  private boolean equalsString(String expected) {
    if (token != JsonToken.VALUE_STRING || parser.getStringLength() != expected.length()) {
      return false;
    }
    char[] characters = parser.getStringCharacters();
    int from = parser.getStringOffset();
    for (int i = 0; i < expected.length(); i++) {
      if (characters[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return the value if it is a number, without its fraction, or a string of digits, as some
   * write large numbers}
   *
   * @param otherwise what to return if it is none, or is too large
   */
  public long number(long otherwise) {
    looked();
    return toNumber(otherwise);
  }

  /**
   * {@return the value as {@link #number} does} For numbers of tokens and the like, which are
   * handed on as they are and decide nothing.
   *
   * @param otherwise what to return if it is none, or is too large
   */
  public long count(long otherwise) {
    long count = toNumber(otherwise);
    if (trace != null) {
      trace.counted(token == JsonToken.VALUE_NUMBER_INT ? count : -1);
    }
    return count;
  }

  private long toNumber(long otherwise) {
    if (token == null) {
      return otherwise;
    }
    try {
      return switch (token) {
        case VALUE_NUMBER_INT -> parser.getLongValue();
        case VALUE_NUMBER_FLOAT -> (long) parser.getDoubleValue();
        case VALUE_STRING -> Long.parseLong(parser.getString());
        default -> otherwise;
      };
    } catch (JacksonException | NumberFormatException e) {
      return otherwise;
    }
  }

  /**
   * {@return the text of one field of the object that is the value; null if there is none} The
   * object is read to its end.
   *
   * @param field the field's name
   */
  public @Nullable String textOf(String field) {
    String text = null;
    for (var name = firstField(); name != null; name = nextField()) {
      if (name.equals(field)) {
        text = text();
      }
    }
    return text;
  }

  /**
   * {@return the number in one field of the object that is the value} The object is read to its
   * end.
   *
   * @param field the field's name
   * @param otherwise what to return if there is none
   */
  public long numberOf(String field, long otherwise) {
    long number = otherwise;
    for (var name = firstField(); name != null; name = nextField()) {
      if (name.equals(field)) {
        number = number(otherwise);
      }
    }
    return number;
  }

  /**
   * Skips the value.
   *
   * @return whether there was anything in it: it is not null, and not empty
   */
  public boolean skipContent() {
    looked();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      int inside = depth;
      boolean empty = advance() == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
      while (depth >= inside) {
        advance();
      }
      return !empty;
    }
    return scalar() != null;
  }

  /** {@return the value's JSON as received, and skips it} */
  public String raw() {
    looked();
    int from = valueStart();
    return new String(bytes, from, skipToValueEnd() - from, StandardCharsets.UTF_8);
  }

  /**
   * {@return the value's JSON as received but for the whitespace between its tokens, and skips it}
   */
  public String compact() {
    looked();
    int from = valueStart();
    int to = skipToValueEnd();
    var compact = new byte[to - from];
    int length = 0;
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (quoted || !isWhitespace(b)) {
        compact[length++] = b;
      }
      if (b == '"') {
        quoted = !quoted;
      } else if (quoted && b == '\\') {
        compact[length++] = bytes[++i];
      }
    }
    return new String(compact, 0, length, StandardCharsets.UTF_8);
  }

  private int valueStart() {
    boolean container = isObject() || isArray();
    if (depth == (container ? 1 : 0)) {
      return start;
    }
    if (container) {
      return position() - 1;
    }
    // Jackson says where a scalar's second byte is.
    return start + (int) (parser.currentTokenLocation().getByteOffset() - before) - 1;
  }

  private int skipToValueEnd() {
    skip();
    if (depth > 0) {
      return position();
    }
    int last = end;
    while (isWhitespace(bytes[last - 1])) {
      last--;
    }
    return last;
  }

  /** {@return the index of the byte after the token} */
  private int position() {
    return end - parser.releaseBuffered(NOWHERE);
  }

  /**
   * Reads what nobody asked for, so that the parser can go on with the next document. Where that is
   * broken, nobody needed it, and the next gets a new parser.
   */
  void leave() {
    try {
      while (depth > 0) {
        advance();
      }
    } catch (MalformedJsonException e) {
      depth = 0;
    }
  }

  /** Lets later streams know the names of this one's fields, where the document has ended. */
  void share() {
    if (ended && shares < MAX_SHARES) {
      shares++;
      parser.close();
    }
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
