package dev.penstock;

/**
 * A frame is larger or nested deeper than one of the {@link Limits} that a {@link Normalizer} keeps
 * to. The stream fails by a {@link LimitExceededException} of the same limit.
 */
public final class NormalizerLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The name of the limit. */
  private final String limit;

  /**
   * Makes one.
   *
   * @param message what is too large, and how much is allowed
   * @param limit the name of the limit, as in {@link Limits}; it is added to the message
   */
  public NormalizerLimitException(String message, String limit) {
    super(message + " (Limits." + limit + ")");
    this.limit = limit;
  }

  /** {@return the name of the limit, as in {@link Limits}} */
  public String limit() {
    return limit;
  }
}
