package dev.penstock.anthropic;

import dev.penstock.Dialect;
import dev.penstock.framing.Framing;

/**
 * Anthropic, and those that serve its models by its own protocol: Vertex AI, Azure, gateways.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
public final class Anthropic {
  /** Messages, streamed or as a complete answer. */
  public static final Dialect MESSAGES =
      new Dialect("anthropic", Framing.sse(), MessagesNormalizer::new);

  private Anthropic() {}
}
