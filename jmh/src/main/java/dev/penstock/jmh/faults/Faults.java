package dev.penstock.jmh.faults;

import dev.penstock.testkit.Answer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All rows of the matrix, each with what is right in it. */
final class Faults {
  static final String[] TEXTS = {"one ", "two ", "three"};

  static final String ALL = String.join("", TEXTS);
  static final String TWO = "one two ";

  /** The rows of a quick run. */
  private static final Set<String> QUICK =
      Set.of(
          "healthy", "eof", "rst-mid-event", "error-late", "bom", "bad-json", "redirect", "close");

  private Faults() {}

  static List<Fault> all() {
    return Stream.of(
            ConnectionFaults.ends(),
            ConnectionFaults.silences(),
            ContentFaults.errors(),
            ContentFaults.formats(),
            ReaderFaults.sizes(),
            ReaderFaults.acts())
        .flatMap(List::stream)
        .toList();
  }

  static List<Fault> quick() {
    return all().stream().filter(fault -> QUICK.contains(fault.name())).toList();
  }

  static Answer sse() {
    return Answer.answer().sse();
  }

  /** Two of the three texts, each in a write of its own. */
  static Answer begun(Wire wire) {
    return sse().write(wire.begin()).write(wire.text("one ")).write(wire.text("two "));
  }
}
