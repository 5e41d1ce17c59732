package dev.penstock.framing;

import org.jspecify.annotations.Nullable;

/**
 * The event types that a stream has used, so that an event whose type was there before allocates
 * nothing.
 */
final class TypeNames {
  /*
   * A stream has a few types in turn: seven with Anthropic, two dozen with OpenAI's Responses. A
   * table of fixed size, in which a new type takes the place of another that falls on the same
   * slot, bounds what a hostile stream can make it hold. The last type is tried first: most events
   * are deltas.
   */
  private static final int SLOTS = 64;
  private static final int MAX_LENGTH = 64;

  private Name last = Name.EMPTY;
  private @Nullable Name @Nullable [] slots;

  /** {@return the type whose bytes are {@code bytes[from, to)}} */
  Name of(byte[] bytes, int from, int to) {
    if (!last.matches(bytes, from, to)) {
      last = lookUp(bytes, from, to);
    }
    return last;
  }

  /** {@return the type that was asked for last} */
  Name last() {
    return last;
  }

  private Name lookUp(byte[] bytes, int from, int to) {
    if (to - from > MAX_LENGTH) {
      return Name.of(bytes, from, to);
    }
    var table = slots;
    if (table == null) {
      table = slots = new Name[SLOTS];
    }
    int slot = hash(bytes, from, to) & SLOTS - 1;
    var name = table[slot];
    if (name == null || !name.matches(bytes, from, to)) {
      name = table[slot] = Name.of(bytes, from, to);
    }
    return name;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ hash >>> 16;
  }
}
