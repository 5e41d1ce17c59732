package dev.penstock;

/**
 * Tokens used, as the provider counts them; {@link #UNKNOWN} where it does not say.
 *
 * @param inputTokens tokens of the request
 * @param outputTokens tokens of the answer
 * @param reasoningTokens tokens spent on thinking; some providers count them in {@code
 *     outputTokens}, some beside it
 * @param cachedInputTokens tokens of the request that came from a cache
 */
public record Usage(
    long inputTokens, long outputTokens, long reasoningTokens, long cachedInputTokens) {
  /** Stands where a number is not known. */
  public static final long UNKNOWN = -1;

  /** Nothing known. */
  public static final Usage NONE = new Usage(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

  /**
   * {@return the larger value of each number: usage is cumulative, comes in parts, and some servers
   * send zeros later}
   *
   * @param other what else is known
   */
  public Usage merge(Usage other) {
    if (other.isAtLeast(this)) {
      return other;
    }
    return new Usage(
        Math.max(inputTokens, other.inputTokens),
        Math.max(outputTokens, other.outputTokens),
        Math.max(reasoningTokens, other.reasoningTokens),
        Math.max(cachedInputTokens, other.cachedInputTokens));
  }

  private boolean isAtLeast(Usage other) {
    return inputTokens >= other.inputTokens
        && outputTokens >= other.outputTokens
        && reasoningTokens >= other.reasoningTokens
        && cachedInputTokens >= other.cachedInputTokens;
  }
}
