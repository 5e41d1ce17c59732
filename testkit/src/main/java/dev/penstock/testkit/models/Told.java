package dev.penstock.testkit.models;

import java.util.List;

/**
 * What is told, whatever the provider.
 *
 * @param model the model's name
 * @param parts what it says
 * @param inputTokens what its question counted for
 * @param ending what comes after
 */
record Told(String model, List<Part> parts, int inputTokens, Ending ending) {

  /** What comes after all that was said. */
  sealed interface Ending {
    /** The provider's finish. */
    record Finished(boolean atLimit) implements Ending {}

    /** The provider's error, in the stream. */
    record Failed(String type, String message) implements Ending {}

    /** Nothing: the stream stops where it is. */
    record Missing() implements Ending {}
  }

  int outputTokens() {
    return parts.stream().mapToInt(Part::tokens).sum();
  }

  boolean callsTools() {
    return parts.stream().anyMatch(Part.Called.class::isInstance);
  }

  /** {@return the provider's word for why it finished} */
  String reason(Ending.Finished finish, String stop, String length, String tools) {
    if (finish.atLimit()) {
      return length;
    }
    return callsTools() ? tools : stop;
  }
}
