package dev.penstock.json;

import dev.penstock.Limits;
import dev.penstock.framing.ByteSlice;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

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
  private final JsonTokens tokens;
  private final Words words = new Words();

  /** Is told of the fields, and of all that is asked of them. */
  private final FieldTrace asked = new FieldTrace();

  /** Whether the document's first field was read by {@link #discriminator}. */
  private boolean begun;

  /**
   * Makes one for a stream.
   *
   * @param limits the stream's; {@link Limits#maxJsonDepth()} holds here
   */
  public JsonCursor(Limits limits) {
    tokens = new JsonTokens(limits);
  }

  /**
   * Moves to the value of the next document.
   *
   * @param document borrowed until the next call of this
   * @return false if there is nothing but whitespace in it
   * @throws MalformedJsonException if it does not begin like JSON
   */
  public boolean read(ByteSlice document) {
    begun = false;
    return tokens.read(document);
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
        asked.keep();
      }
    }
    asked.restart();
    tokens.begin();
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
    return isObject() ? field() : null;
  }

  /**
   * Moves to the value of the object's next field.
   *
   * @return the field's name; null, and the object is done with, if there is none
   */
  public @Nullable String nextField() {
    tokens.skip();
    return field();
  }

  private @Nullable String field() {
    if (tokens.advance() != JsonToken.PROPERTY_NAME) {
      return null;
    }
    String name = tokens.parser().currentName();
    tokens.advance();
    asked.field(tokens);
    return name;
  }

  /**
   * Enters an array and moves to its first element.
   *
   * @return false if there is none, or no array
   */
  public boolean firstElement() {
    return isArray() && element();
  }

  private boolean element() {
    asked.element();
    return tokens.advance() != JsonToken.END_ARRAY;
  }

  /**
   * Moves to the array's next element.
   *
   * @return false, and the array is done with, if there is none
   */
  public boolean nextElement() {
    tokens.skip();
    return element();
  }

  /** {@return whether the value is an object} */
  public boolean isObject() {
    return tokens.token() == JsonToken.START_OBJECT;
  }

  /** {@return whether the value is an array} */
  public boolean isArray() {
    return tokens.token() == JsonToken.START_ARRAY;
  }

  /** {@return whether the value is {@code true}} */
  public boolean isTrue() {
    return tokens.token() == JsonToken.VALUE_TRUE;
  }

  /** {@return the value if it is a string that is not empty; else null} */
  public @Nullable String text() {
    var parser = tokens.parser();
    boolean isText = tokens.token() == JsonToken.VALUE_STRING && parser.getStringLength() > 0;
    var text = isText ? parser.getString() : null;
    asked.gave(text);
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
      throw tokens.malformed("a string that should be base64 is none", e);
    }
  }

  /**
   * {@return the value as {@link #text()} does} For values that are one of a few words, such as
   * types: the string that was made for a word is used again.
   */
  public @Nullable String word() {
    asked.looked();
    return tokens.token() == JsonToken.VALUE_STRING ? words.of(tokens.parser()) : null;
  }

  /**
   * {@return the value as it is written if it is a number or a literal, as {@link #text()} if it is
   * a string}
   */
  public @Nullable String scalar() {
    var token = tokens.token();
    if (token != null && (token.isNumeric() || token.isBoolean())) {
      asked.looked();
      return tokens.parser().getString();
    }
    return text();
  }

  /**
   * {@return whether the value is this string, without making one}
   *
   * @param expected what to compare with
   */
  public boolean is(String expected) {
    asked.looked();
    return tokens.token() == JsonToken.VALUE_STRING && Words.equal(tokens.parser(), expected);
  }

  /**
   * {@return the value if it is a number, without its fraction, or a string of digits, as some
   * write large numbers}
   *
   * @param otherwise what to return if it is none, or is too large
   */
  public long number(long otherwise) {
    asked.looked();
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
    asked.counted(tokens.token() == JsonToken.VALUE_NUMBER_INT ? count : -1);
    return count;
  }

  private long toNumber(long otherwise) {
    var token = tokens.token();
    if (token == null) {
      return otherwise;
    }
    var parser = tokens.parser();
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
    asked.looked();
    return tokens.isContainer() ? !tokens.skipContainer() : scalar() != null;
  }

  /** {@return the value's JSON as received, and skips it} */
  public String raw() {
    asked.looked();
    return tokens.raw();
  }

  /**
   * {@return the value's JSON as received but for the whitespace between its tokens, and skips it}
   */
  public String compact() {
    asked.looked();
    return tokens.compact();
  }

  /**
   * Reads what nobody asked for, so that the parser can go on with the next document. Where that is
   * broken, nobody needed it, and the next gets a new parser.
   */
  void leave() {
    tokens.leave();
  }

  /** Lets later streams know the names of this one's fields, where the document has ended. */
  void share() {
    tokens.share();
  }

  /** {@return what is told of the fields, and of all that is asked of them} */
  FieldTrace asked() {
    return asked;
  }
}
