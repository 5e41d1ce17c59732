package dev.penstock.testkit.models;

import java.util.ArrayList;
import java.util.List;

/** Some of what a model says. */
sealed interface Part {
  /** Text, a delta each. */
  record Said(List<String> deltas) implements Part {}

  /** Thinking, a delta each. */
  record Thought(List<String> deltas) implements Part {}

  /** A tool call; its arguments are JSON. */
  record Called(String id, String name, String arguments) implements Part {
    private static final int FRAGMENT = 10;

    /** {@return the arguments in pieces, as most providers send them} */
    List<String> fragments() {
      var fragments = new ArrayList<String>();
      for (int at = 0; at < arguments.length(); ) {
        int end = Math.min(arguments.length(), at + FRAGMENT);
        if (end < arguments.length() && Character.isLowSurrogate(arguments.charAt(end))) {
          end++;
        }
        fragments.add(arguments.substring(at, end));
        at = end;
      }
      return fragments;
    }
  }

  /** {@return how many tokens it counts for} */
  default int tokens() {
    return switch (this) {
      case Said(var deltas) -> deltas.size();
      case Thought(var deltas) -> deltas.size();
      case Called call -> 1;
    };
  }
}
