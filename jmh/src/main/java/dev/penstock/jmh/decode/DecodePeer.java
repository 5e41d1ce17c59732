package dev.penstock.jmh.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who decodes in {@link DecodeBenchmark}.
 *
 * @param method the benchmark's method
 * @param type the class of the decoder
 * @param folder the folder of its source and class path below {@code jmh/peers}; null for ours
 * @param dialects what it can read
 */
public record DecodePeer(
    String method, String type, @Nullable String folder, List<String> dialects) {

  private static final List<String> DIALECTS =
      List.of("openai", "openaiObfuscated", "anthropic", "gemini", "ollama", "mixed");

  /** All of them. */
  public static final List<DecodePeer> ALL =
      List.of(
          new DecodePeer("penstock", PenstockDecoder.class.getName(), null, DIALECTS),
          new DecodePeer("penstockPlain", PenstockDecoder.class.getName(), null, DIALECTS),
          new DecodePeer(
              "openaiJava",
              "OpenAiJavaDecoder",
              "openai-java",
              List.of("openai", "openaiObfuscated")),
          new DecodePeer(
              "anthropicJava", "AnthropicJavaDecoder", "anthropic-java", List.of("anthropic")),
          new DecodePeer(
              "langchain4j",
              "LangChain4jDecoder",
              "langchain4j",
              List.of("openai", "openaiObfuscated", "anthropic")),
          new DecodePeer("googleGenai", "GoogleGenaiDecoder", "google-genai", List.of("gemini")));

  /** {@return that of a method} */
  static DecodePeer of(String method) {
    return ALL.stream().filter(peer -> peer.method().equals(method)).findAny().orElseThrow();
  }

  /** {@return a decoder; its jars have to be in the class path} */
  Decoder decoder() throws ReflectiveOperationException {
    return Class.forName(type).asSubclass(Decoder.class).getDeclaredConstructor().newInstance();
  }
}
