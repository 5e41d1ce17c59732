package dev.penstock.converse;

import dev.penstock.Dialect;
import dev.penstock.framing.Framing;

/**
 * AWS Bedrock.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">ConverseStream</a>
 */
public final class Converse {
  /** What ConverseStream answers, and the one object that Converse does. */
  public static final Dialect STREAM =
      new Dialect("bedrock", Framing.awsEventStream(), ConverseNormalizer::new);

  /**
   * What InvokeModelWithResponseStream answers, for models that speak Anthropic's Messages,
   * OpenAI's Chat Completions, or Converse (Amazon's own).
   */
  public static final Dialect INVOKE =
      new Dialect("bedrock-invoke", Framing.awsEventStream(), InvokeNormalizer::new);

  private Converse() {}
}
