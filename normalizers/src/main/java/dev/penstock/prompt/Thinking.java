package dev.penstock.prompt;

/**
 * How much the model is to think before it answers. Providers take an effort or a budget, few take
 * both: what one can't be told is refused before anything is sent.
 */
public sealed interface Thinking {
  /** Not at all. */
  Thinking OFF = new Off();

  /** Not at all. */
  record Off() implements Thinking {}

  /**
   * As hard as a word says.
   *
   * @param level the provider's word: {@code low}, {@code medium} and {@code high} are known to all
   *     that take one
   */
  record Effort(String level) implements Thinking {
    /**
     * Checks the word.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Effort {
      if (level.isBlank()) {
        throw new IllegalArgumentException("an effort without a level");
      }
    }
  }

  /**
   * For so many tokens at most.
   *
   * @param tokens how many, at least 1
   */
  record Budget(int tokens) implements Thinking {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Budget {
      if (tokens < 1) {
        throw new IllegalArgumentException("a thinking budget of " + tokens + " tokens");
      }
    }
  }

  /**
   * {@return thinking as hard as a word says}
   *
   * @param level the word, such as {@code high}
   */
  static Thinking effort(String level) {
    return new Effort(level);
  }

  /**
   * {@return thinking for so many tokens at most}
   *
   * @param tokens how many, at least 1
   */
  static Thinking budget(int tokens) {
    return new Budget(tokens);
  }
}
