package dev.penstock.cohere;

import dev.penstock.Dialect;
import dev.penstock.framing.Framing;

/**
 * Cohere.
 *
 * @see <a href="https://docs.cohere.com/reference/chat-stream">Chat with streaming</a>
 */
public final class Cohere {
  /** What {@code /v2/chat} answers, streamed or as one object. */
  public static final Dialect CHAT = new Dialect("cohere", Framing.sse(), CohereNormalizer::new);

  private Cohere() {}
}
