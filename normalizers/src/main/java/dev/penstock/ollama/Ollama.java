package dev.penstock.ollama;

import dev.penstock.Dialect;
import dev.penstock.framing.Framing;

/**
 * Ollama.
 *
 * @see <a href="https://docs.ollama.com/api/chat">Generate a chat message</a>
 */
public final class Ollama {
  /** What {@code /api/chat} answers, and {@code /api/generate}, streamed or as one object. */
  public static final Dialect CHAT = new Dialect("ollama", Framing.ndjson(), OllamaNormalizer::new);

  private Ollama() {}
}
