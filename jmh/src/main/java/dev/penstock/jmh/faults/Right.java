package dev.penstock.jmh.faults;

import org.jspecify.annotations.Nullable;

/**
 * What a program must see of an answer for the client to be right: one of two ends, once, after
 * exactly this text.
 *
 * @param whole the text with which the answer may end as a whole one; null if it must not
 * @param error the text after which it may end in an error; null if it must not
 */
record Right(@Nullable String whole, @Nullable String error) {

  static Right whole(String text) {
    return new Right(text, null);
  }

  static Right errorAfter(String text) {
    return new Right(null, text);
  }

  static Right wholeOrErrorAfter(String whole, String error) {
    return new Right(whole, error);
  }

  /** {@return this in words, for the table's legend} */
  String words() {
    if (error == null) {
      return "the whole answer";
    }
    var failed = error.isEmpty() ? "an error" : "an error after `" + error.strip() + "`";
    return whole == null ? failed : "the whole answer, or " + failed;
  }
}
