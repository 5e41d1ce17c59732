package dev.penstock.openai;

import java.util.HashSet;
import java.util.Set;

/** Remembers which parts of which items have become events, so that none does twice. */
final class Given {

  /** What a part is. */
  enum Kind {
    TEXT,
    REFUSAL,
    THINKING,
    CALL,
    ARGUMENTS
  }

  private record Part(Kind kind, int item, int part) {}

  private final Set<Part> parts = new HashSet<>();

  void add(Kind kind, int item, int part) {
    parts.add(new Part(kind, item, part));
  }

  boolean has(Kind kind, int item, int part) {
    return parts.contains(new Part(kind, item, part));
  }

  /** {@return whether any part of that kind was given of an item} */
  boolean hasAny(Kind kind, int item) {
    return parts.stream().anyMatch(part -> part.kind == kind && part.item == item);
  }

  /** Forgets an item, of which nothing more will come. */
  void forget(int item) {
    parts.removeIf(part -> part.item == item);
  }
}
