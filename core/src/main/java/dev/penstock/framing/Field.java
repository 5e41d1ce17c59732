package dev.penstock.framing;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a line of an event stream is, by its name: all that stands before the first colon. */
enum Field {
  EVENT("event"),
  DATA("data"),
  ID("id"),
  RETRY("retry"),
  /** A line that begins with a colon. */
  COMMENT(""),
  /** A line with any other name. */
  UNKNOWN("");

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  /** Nearly all lines begin with one of these, so they are compared at once. */
  private static final long DATA_COLON = word("data:");

  private static final long EVENT_COLON = word("event:");

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final byte[] name;

  Field(String name) {
    this.name = name.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * {@return the field of a line that is not blank: {@code field [":" [" "] value]}} Names are
   * compared literally: no case is folded and no space is trimmed.
   */
  static Field of(byte[] line, int from, int to) {
    if (isData(line, from, to)) {
      return DATA;
    }
    if (isEvent(line, from, to)) {
      return EVENT;
    }
    var field = candidate(line[from]);
    return field.isNameAt(line, from, to) ? field : UNKNOWN;
  }

  /**
   * {@return whether a line begins with {@code data:} and has a value, as nearly all lines have}
   */
  static boolean isData(byte[] line, int from, int to) {
    return to - from >= Long.BYTES
        && ((long) LONGS.get(line, from) & 0xFF_FFFF_FFFFL) == DATA_COLON;
  }

  static boolean isEvent(byte[] line, int from, int to) {
    return to - from >= Long.BYTES
        && ((long) LONGS.get(line, from) & 0xFFFF_FFFF_FFFFL) == EVENT_COLON;
  }

  /**
   * {@return the field of a line of which only the beginning is there, null while that does not
   * tell what the field is and where its value begins}
   */
  static @Nullable Field ofBeginning(byte[] line, int from, int to) {
    var name = candidate(line[from]).name;
    if (to - from <= name.length) {
      return startsWith(line, from, name, to - from) ? null : UNKNOWN;
    }
    var field = of(line, from, to);
    // After the colon there may be a space.
    return name.length > 0 && field != UNKNOWN && to - from == name.length + 1 ? null : field;
  }

  /**
   * {@return where the value begins: after the colon and one space if there is one; at the end
   * without a colon}
   */
  int valueStart(byte[] line, int from, int to) {
    int colon = from + name.length;
    if (colon == to) {
      return to;
    }
    int value = colon + 1;
    return value < to && line[value] == ' ' ? value + 1 : value;
  }

  private static long word(String name) {
    long word = 0;
    for (int i = 0; i < name.length(); i++) {
      word |= (long) name.charAt(i) << (Byte.SIZE * i);
    }
    return word;
  }

  private static Field candidate(byte first) {
    return switch (first) {
      case 'd' -> DATA;
      case 'e' -> EVENT;
      case 'i' -> ID;
      case 'r' -> RETRY;
      case ':' -> COMMENT;
      default -> UNKNOWN;
    };
  }

  private boolean isNameAt(byte[] line, int from, int to) {
    int colon = from + name.length;
    return colon <= to
        && startsWith(line, from, name, name.length)
        && (colon == to || line[colon] == ':');
  }

  private static boolean startsWith(byte[] line, int from, byte[] name, int length) {
    for (int i = 0; i < length; i++) {
      if (line[from + i] != name[i]) {
        return false;
      }
    }
    return true;
  }
}
