package dev.penstock.corpus;

import java.util.List;
import java.util.stream.Stream;

/** Lets tests write JSON with single quotes, which need no backslashes. */
public final class Quotes {
  private Quotes() {}

  /** Returns the same with double quotes. */
  public static String quoted(String json) {
    return json.replace('\'', '"');
  }

  /** Returns the same with double quotes. */
  public static List<String> allQuoted(String... documents) {
    return Stream.of(documents).map(Quotes::quoted).toList();
  }
}
