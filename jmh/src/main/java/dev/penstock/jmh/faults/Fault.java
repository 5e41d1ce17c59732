package dev.penstock.jmh.faults;

import dev.penstock.testkit.Answer;
import java.util.EnumSet;
import java.util.Set;

/**
 * A row of the matrix: what the server does, what the program does, and what is then right, for
 * every client.
 *
 * @param name what it is called
 * @param story what happens, in a sentence
 * @param act what the program does
 * @param retries how often a request may be sent again
 * @param right what the program must see
 * @param wires the protocols in which this can go wrong
 * @param script what the server does
 */
record Fault(
    String name, String story, Act act, int retries, Right right, Set<Wire> wires, Script script) {

  /** What the server does. */
  @FunctionalInterface
  interface Script {
    /** {@return the answer to a request} */
    Answer of(Wire wire, Stage stage);
  }

  /** {@return a fault of a server whose answer is read to the end} */
  static Fault read(String name, String story, Right right, Script script) {
    return with(Act.READ, name, story, right, script);
  }

  /** {@return a fault that takes another act of the program} */
  static Fault with(Act act, String name, String story, Right right, Script script) {
    return new Fault(name, story, act, 0, right, EnumSet.allOf(Wire.class), script);
  }

  /** {@return this where requests may be sent again} */
  Fault withRetries(int most) {
    return new Fault(name, story, act, most, right, wires, script);
  }

  /** {@return this as something that goes wrong with one protocol only} */
  Fault onlyWith(Wire wire) {
    return new Fault(name, story, act, retries, right, EnumSet.of(wire), script);
  }
}
