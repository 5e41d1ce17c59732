package dev.penstock.prompt;

/** Whether the model is to call tools. */
public sealed interface ToolChoice {
  /** The model decides. */
  ToolChoice AUTO = new Auto();

  /** It calls none. */
  ToolChoice NONE = new None();

  /** It calls at least one. */
  ToolChoice REQUIRED = new Required();

  /** The model decides. */
  record Auto() implements ToolChoice {}

  /** It calls none. */
  record None() implements ToolChoice {}

  /** It calls at least one. */
  record Required() implements ToolChoice {}

  /**
   * It calls this one.
   *
   * @param tool the tool's name
   */
  record Named(String tool) implements ToolChoice {}

  /**
   * {@return the choice of one tool}
   *
   * @param tool its name
   */
  static ToolChoice named(String tool) {
    return new Named(tool);
  }
}
