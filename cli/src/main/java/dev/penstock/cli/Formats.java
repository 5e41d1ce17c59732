package dev.penstock.cli;

import dev.penstock.Dialect;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.cohere.Cohere;
import dev.penstock.converse.Converse;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.Framing;
import dev.penstock.gemini.Gemini;
import dev.penstock.ollama.Ollama;
import dev.penstock.openai.OpenAi;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The formats by name. Iterates over the names. */
final class Formats implements Iterable<String> {
  private static final Map<String, Supplier<Format>> ALL = new LinkedHashMap<>();

  static {
    provider("openai", () -> OpenAi.CHAT);
    provider("openai-responses", () -> OpenAi.RESPONSES);
    provider("anthropic", () -> Anthropic.MESSAGES);
    provider("gemini", () -> Gemini.GENERATE);
    provider("gemini-interactions", () -> Gemini.INTERACTIONS);
    provider("ollama", () -> Ollama.CHAT);
    provider("cohere", () -> Cohere.CHAT);
    provider("bedrock", () -> Converse.STREAM);
    provider("bedrock-invoke", () -> Converse.INVOKE);
    // The rules of server-sent events discard what is unfinished; a last line of NDJSON needs no
    // line end.
    framing("sse", Framing::sse, AtEnd.DISCARD);
    framing("ndjson", Framing::ndjson, AtEnd.FLUSH);
    framing("json-array", Framing::jsonArray, AtEnd.DISCARD);
    framing("aws-eventstream", Framing::awsEventStream, AtEnd.DISCARD);
  }

  private static void provider(String name, Supplier<Dialect> dialect) {
    ALL.put(name, () -> new Format.OfProvider(dialect.get()));
  }

  private static void framing(String name, Supplier<Framing> framing, AtEnd atEnd) {
    ALL.put(name, () -> new Format.Bare(framing.get(), atEnd));
  }

  /**
   * {@return the format of a name}
   *
   * @throws UsageException if there is none
   */
  static Format named(String name) {
    var format = ALL.get(name);
    if (format == null) {
      throw new UsageException(
          "unknown format '" + name + "': known are " + String.join(", ", ALL.keySet()));
    }
    return format.get();
  }

  @Override
  public Iterator<String> iterator() {
    return ALL.keySet().iterator();
  }
}
