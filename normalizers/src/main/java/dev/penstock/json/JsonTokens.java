package dev.penstock.json;

import dev.penstock.Limits;
import dev.penstock.NormalizerLimitException;
import dev.penstock.framing.ByteSlice;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
 * The tokens of one document after the other, and where they lie in its bytes: what a {@link
 * JsonCursor} moves along.
 *
 * <p>A {@link MalformedJsonException} ends the document; the next is read by another parser. Not
 * thread-safe.
 */
final class JsonTokens {
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

  /** No value begins with it; a parser's first document could, by a byte order mark. */
  private static final byte BOM_START = (byte) 0xEF;

  /** Some servers say with each chunk that it is the last. */
  private static final int MAX_SHARES = 2;

  private static final byte[] NONE = {};
  private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

  private final int maxDepth;
  private JsonParser parser;
  private ByteArrayFeeder feeder;

  /** How many bytes the parser was fed before the document. */
  private long before;

  private byte[] bytes = NONE;
  private int start;
  private int end;
  private @Nullable JsonToken token;
  private int depth;
  private boolean ended = true;
  private int shares;

  JsonTokens(Limits limits) {
    maxDepth = limits.maxJsonDepth();
    parser = FACTORY.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
  }

  /**
   * Moves to the first token of the next document.
   *
   * @param document borrowed until the next call of this
   * @return false if there is nothing but whitespace in it
   */
  boolean read(ByteSlice document) {
    bytes = document.array();
    start = document.offset();
    end = start + document.length();
    while (start < end && Whitespace.is(bytes[start])) {
      start++;
    }
    return begin();
  }

  /**
   * Moves to the first token of the document, again if it was read already.
   *
   * @return false if there is nothing but whitespace in it
   */
  boolean begin() {
    token = null;
    depth = 0;
    if (start == end) {
      return false;
    }
    if (bytes[start] == BOM_START) {
      throw malformed("Unexpected byte 0xEF: expected a valid value", 0, null);
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

  /** Moves to the next token, which has to be there, and returns it. */
  JsonToken advance() {
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
      if (!Whitespace.is(bytes[i])) {
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

  /** {@return what says that the token's value is not what it should be} */
  MalformedJsonException malformed(String message, Throwable cause) {
    return malformed(message, position() - start, cause);
  }

  /** {@return the token; null before the first and where there is none} */
  @Nullable JsonToken token() {
    return token;
  }

  /** {@return what tells about the token; must not be moved} */
  JsonParser parser() {
    return parser;
  }

  /** {@return whether it begins an object or array} */
  boolean isContainer() {
    return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
  }

  /** Moves to the last token of the value. */
  void skip() {
    if (isContainer()) {
      int inside = depth;
      do {
        advance();
      } while (depth >= inside);
    }
  }

  /**
   * Moves to the last token of the object or array.
   *
   * @return whether there was nothing in it
   */
  boolean skipContainer() {
    int inside = depth;
    advance();
    boolean empty = depth < inside;
    while (depth >= inside) {
      advance();
    }
    return empty;
  }

  /** {@return the value's JSON as received, and skips it} */
  String raw() {
    int from = valueStart();
    return new String(bytes, from, skipToValueEnd() - from, StandardCharsets.UTF_8);
  }

  /** {@return the value's JSON but for the whitespace between its tokens, and skips it} */
  String compact() {
    int from = valueStart();
    return Whitespace.without(bytes, from, skipToValueEnd());
  }

  private int valueStart() {
    boolean container = isContainer();
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
    while (Whitespace.is(bytes[last - 1])) {
      last--;
    }
    return last;
  }

  /** {@return the array that the document lies in} */
  byte[] bytes() {
    return bytes;
  }

  /** {@return the index of the document's first byte} */
  int start() {
    return start;
  }

  /** {@return the index of the byte after the token} */
  int position() {
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
}
