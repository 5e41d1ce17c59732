package dev.penstock.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * What a normalizer asked of each scalar field of one document: {@link ChunkTemplates} learns from
 * it. A {@link JsonCursor} tells it of all; it takes note from {@link #begin} to {@link #end}.
 */
final class FieldTrace {

  /** A scalar that is the value of a field. */
  static final class Field {
    /** Where it lies in the cursor's array, without quotes. */
    final int from;

    final int to;
    final boolean isString;

    /** Whether the normalizer may have decided something by it. */
    private boolean looked;

    private @Nullable String text;
    private long count = -1;

    private Field(int from, int to, boolean isString) {
      this.from = from;
      this.to = to;
      this.isString = isString;
    }

    /** {@return whether nothing was asked of it} */
    boolean isSkipped() {
      return !looked && text == null && count < 0;
    }

    /** {@return whether this very string was made of it, and nothing else was asked} */
    @SuppressWarnings("ReferenceEquality")
    boolean gave(String string) {
      return !looked && text == string;
    }

    /** {@return the count that was made of it, if nothing else was asked; else -1} */
    long count() {
      return looked || text != null ? -1 : count;
    }
  }

  private final List<Field> fields = new ArrayList<>();
  private @Nullable Field last;
  private int discriminator = -1;
  private boolean failed;
  private boolean on;

  /** Begins to take note, of a document that was not yet read. */
  void begin() {
    restart();
    discriminator = -1;
    failed = false;
    on = true;
  }

  /** Takes note no more, and forgets. */
  void end() {
    restart();
    on = false;
  }

  /**
   * Notes that the value was looked at for good: that holds also when {@link #restart} is called.
   */
  void keep() {
    if (last != null) {
      discriminator = last.to;
    }
  }

  /** Begins again, since the document is read again from its start. */
  void restart() {
    fields.clear();
    last = null;
  }

  /**
   * Notes where the value of a field is.
   *
   * @param tokens stand on it
   */
  void field(JsonTokens tokens) {
    if (on) {
      boolean isString = tokens.token() == JsonToken.VALUE_STRING;
      if (isString || tokens.token() == JsonToken.VALUE_NUMBER_INT) {
        scalar(tokens.bytes(), tokens.start(), tokens.position(), isString);
      } else {
        last = null;
      }
    }
  }

  private void scalar(byte[] bytes, int first, int next, boolean isString) {
    int to = isString ? next - 1 : next;
    int from = to;
    while (from > first && (isString ? bytes[from - 1] != '"' : isDigit(bytes[from - 1]))) {
      from--;
    }
    // An escaped quote is not where a string begins.
    failed |= isString && from - 2 >= first && bytes[from - 2] == '\\';
    last = new Field(from, to, isString);
    last.looked = to == discriminator;
    fields.add(last);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Notes that the value is an array's and not a field's. */
  void element() {
    last = null;
  }

  void looked() {
    if (last != null) {
      last.looked = true;
    }
  }

  void gave(@Nullable String text) {
    if (last != null) {
      last.looked |= text == null || last.text != null;
      last.text = text;
    }
  }

  void counted(long count) {
    if (last != null) {
      last.looked |= count <= 0;
      last.count = count;
    }
  }

  /** {@return the fields, in the order they stand; none if that can't be told} */
  List<Field> fields() {
    return failed ? List.of() : fields;
  }
}
