package dev.penstock;

/**
 * Why a model stopped, as far as the providers' own words ({@link StreamEvent.Finish#raw()}) have
 * something in common.
 */
public enum FinishReason {
  /** It had said what it had to say, or met a stop sequence. */
  STOP,
  /** A limit on tokens or on the context was reached: the answer is cut. */
  LENGTH,
  /** It wants tools to be run. */
  TOOL_CALLS,
  /** A filter of the provider's stopped it or took content out. */
  CONTENT_FILTER,
  /** It refused to answer. */
  REFUSAL,
  /** The provider paused a long turn; send the answer back to go on. */
  PAUSE,
  /** What the model produced was broken: a malformed tool call, say. */
  MALFORMED,
  /**
   * The provider ended the answer because of an error. Such a stream fails; this is in its
   * metadata.
   */
  ERROR,
  /** The provider gave a reason that is not known here, or none. */
  UNKNOWN
}
