package dev.penstock.gemini;

import dev.penstock.Dialect;
import dev.penstock.framing.Framing;

/**
 * Google's Gemini.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Generating content</a>
 * @see <a href="https://ai.google.dev/api/interactions-api">Interactions</a>
 */
public final class Gemini {
  /**
   * What {@code streamGenerateContent} answers, with {@code alt=sse} or as a JSON array, and the
   * one object that {@code generateContent} does.
   */
  public static final Dialect GENERATE =
      new Dialect("gemini", Framing.sse(), GenerateNormalizer::new);

  /** What the Interactions API streams, or answers as a whole. */
  public static final Dialect INTERACTIONS =
      new Dialect("gemini-interactions", Framing.sse(), InteractionsNormalizer::new);

  private Gemini() {}
}
