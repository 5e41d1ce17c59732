package dev.penstock.jmh.decode;

import dev.penstock.Decoding;
import dev.penstock.Dialect;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.gemini.Gemini;
import dev.penstock.ollama.Ollama;
import dev.penstock.openai.OpenAi;
import java.util.function.Consumer;

/** Penstock: framing, normalizer and the rule for the end, without the client around them. */
public final class PenstockDecoder implements Decoder {
  private static final int CHUNK = 16 << 10;

  private Dialect dialect = OpenAi.CHAT;
  private byte[] body = {};

  @Override
  public void prepare(String name, byte[] given) {
    dialect = dialect(name);
    body = given;
  }

  private static Dialect dialect(String name) {
    return switch (name) {
      case "openai", "openaiObfuscated", "mixed" -> OpenAi.CHAT;
      case "anthropic" -> Anthropic.MESSAGES;
      case "gemini" -> Gemini.GENERATE;
      case "ollama" -> Ollama.CHAT;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Override
  public void decode(Consumer<String> text) {
    var decoding = new Decoding(dialect);
    for (int from = 0; from < body.length; from += CHUNK) {
      decoding.feed(body, from, Math.min(CHUNK, body.length - from));
      for (var event = decoding.next(); event != null; event = decoding.next()) {
        give(event, text);
      }
    }
    if (!decoding.isComplete()) {
      throw new IllegalStateException("the answer is not complete");
    }
  }

  private static void give(StreamEvent event, Consumer<String> text) {
    switch (event) {
      case TextDelta(var value) -> text.accept(value);
      case ThinkingDelta(var value) -> text.accept(value);
      case ToolCallDelta delta -> text.accept(delta.arguments());
      default -> {}
    }
  }
}
