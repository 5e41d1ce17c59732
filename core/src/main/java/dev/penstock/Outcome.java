package dev.penstock;

/** How a stream ended, if it has. */
public enum Outcome {
  /** It has not. */
  OPEN,
  /** The answer is there, to its end. */
  COMPLETED,
  /** The bytes ended before the answer did. */
  INCOMPLETE,
  /** Something went wrong. */
  FAILED,
  /** The program closed it, or interrupted the reader. */
  CANCELLED
}
