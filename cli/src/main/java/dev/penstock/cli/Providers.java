package dev.penstock.cli;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The providers by name. Iterates over the names. */
final class Providers implements Iterable<String> {
  private static final Map<String, Provider> ALL = new LinkedHashMap<>();

  static {
    ALL.put("openai", Provider::openAi);
    ALL.put("openai-responses", Provider::openAiResponses);
    ALL.put("anthropic", Provider::anthropic);
    ALL.put("gemini", Provider::gemini);
    ALL.put("ollama", Provider::ollama);
    ALL.put("cohere", Provider::cohere);
    ALL.put("bedrock", Provider::bedrock);
    ALL.put("openai-compatible", Provider::openAiCompatible);
  }

  /**
   * {@return the provider of a name}
   *
   * @throws UsageException if there is none
   */
  static Provider named(String name) {
    var provider = ALL.get(name);
    if (provider == null) {
      throw new UsageException(
          "unknown provider '" + name + "': known are " + String.join(", ", ALL.keySet()));
    }
    return provider;
  }

  @Override
  public Iterator<String> iterator() {
    return ALL.keySet().iterator();
  }
}
