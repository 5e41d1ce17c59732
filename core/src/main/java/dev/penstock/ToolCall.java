package dev.penstock;

import org.jspecify.annotations.Nullable;

/**
 * A tool call that the program is to run, put together from its pieces.
 *
 * @param index the call's index as the provider counts; not always unique
 * @param id the call's id, to be sent back with the result; null if the provider gave none
 * @param name the tool's name; {@code ""} if it never came
 * @param arguments the arguments' JSON text, exactly as streamed: perhaps empty, perhaps invalid
 * @param state what the arguments are worth
 */
public record ToolCall(
    int index, @Nullable String id, String name, String arguments, ArgumentsState state)
    implements Completion.Part {

  /** What the arguments of a tool call are worth. */
  public enum ArgumentsState {
    /** A JSON document. */
    VALID,
    /** None were sent, which means an empty object: see {@link ToolCall#argumentsJson()}. */
    EMPTY,
    /** No JSON: cut off or wrong. The call must not be run as if they were an empty object. */
    INVALID
  }

  /**
   * {@return the arguments as a JSON document: {@code {}} where none were sent}
   *
   * @throws IllegalStateException if they are {@link ArgumentsState#INVALID}
   */
  public String argumentsJson() {
    return switch (state) {
      case VALID -> arguments;
      case EMPTY -> "{}";
      case INVALID ->
          throw new IllegalStateException(
              "the arguments of tool call "
                  + name
                  + " are no JSON ("
                  + arguments.length()
                  + " characters)");
    };
  }
}
