package dev.penstock.openai;

import dev.penstock.Dialect;
import dev.penstock.StreamRequest;
import dev.penstock.framing.Framing;
import dev.penstock.json.JsonWriter;
import dev.penstock.spi.Headers;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests to OpenAI, and to the servers that are compatible with it.
 *
 * {@snippet class = dev.penstock.openai.OpenAiTest region = usage}
 *
 * <p>Immutable and thread-safe. The key goes into a header and is shown nowhere.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Create chat
 *     completion</a>
 */
public final class OpenAi {
  /**
   * Chat Completions as OpenAI streams them, and as Azure, DeepSeek, Groq, llama.cpp, Mistral,
   * OpenRouter, Perplexity, Together, vLLM, xAI and others do; also complete answers in place of a
   * stream.
   */
  public static final Dialect CHAT = new Dialect("openai", Framing.sse(), ChatNormalizer::new);

  /**
   * Responses as OpenAI, Azure, DeepSeek, LM Studio, OpenRouter and xAI stream them; also complete
   * ones.
   */
  public static final Dialect RESPONSES =
      new Dialect("openai-responses", Framing.sse(), ResponsesNormalizer::new);

  private static final String BASE_URL = "https://api.openai.com/v1";

  private final String baseUrl;
  private final Headers headers;

  private OpenAi(String baseUrl, Headers headers) {
    this.baseUrl = baseUrl;
    this.headers = headers;
  }

  /**
   * {@return OpenAI with the key in the environment variable {@code OPENAI_API_KEY}, at the base
   * URL in {@code OPENAI_BASE_URL} if that is set}
   *
   * @throws IllegalStateException if there is no key
   * @throws IllegalArgumentException if what is there is no key or no URL
   */
  public static OpenAi fromEnvironment() {
    return from(System::getenv);
  }

  static OpenAi from(Function<String, @Nullable String> environment) {
    var key = environment.apply("OPENAI_API_KEY");
    if (key == null || key.isBlank()) {
      throw new IllegalStateException("the environment variable OPENAI_API_KEY is not set");
    }
    var baseUrl = environment.apply("OPENAI_BASE_URL");
    var openAi = withKey(key);
    return baseUrl == null || baseUrl.isBlank() ? openAi : openAi.baseUrl(baseUrl);
  }

  /**
   * {@return OpenAI with a key}
   *
   * @param key the key
   * @throws IllegalArgumentException if it is blank or has a control character in it, such as a
   *     line end; the message does not show it
   */
  public static OpenAi withKey(String key) {
    return new OpenAi(BASE_URL, bearer(key));
  }

  /**
   * {@return a server that is compatible with OpenAI and wants no key}
   *
   * @param baseUrl what the paths are appended to, such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public static OpenAi compatible(String baseUrl) {
    return new OpenAi(BASE_URL, Headers.none()).baseUrl(baseUrl);
  }

  /**
   * {@return a server that is compatible with OpenAI}
   *
   * @param baseUrl what the paths are appended to, such as {@code https://openrouter.ai/api/v1}
   * @param key the key
   * @throws IllegalArgumentException as {@link #compatible(String)} and {@link #withKey} say
   */
  public static OpenAi compatible(String baseUrl, String key) {
    return withKey(key).baseUrl(baseUrl);
  }

  private static Headers bearer(String key) {
    if (key.isBlank()) {
      throw new IllegalArgumentException("the key is blank");
    }
    return Headers.of("Authorization", "Bearer " + key);
  }

  /**
   * {@return this at another base URL}
   *
   * @param url what the paths are appended to; it ends in {@code /v1}, as it does in OpenAI's own
   *     libraries
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public OpenAi baseUrl(String url) {
    var trimmed = url.strip().replaceFirst("/+$", "");
    StreamRequest.post(trimmed);
    return new OpenAi(trimmed, headers);
  }

  /**
   * {@return a question to a model}
   *
   * @param model the model's name
   * @param prompt what the user says
   */
  public StreamRequest chat(String model, String prompt) {
    return chat(model, null, prompt);
  }

  /**
   * {@return a question to a model, with instructions}
   *
   * @param model the model's name
   * @param system the instructions; null for none
   * @param prompt what the user says
   */
  public StreamRequest chat(String model, @Nullable String system, String prompt) {
    var json = new JsonWriter().object().field("model", model).array("messages");
    if (system != null) {
      json.object().field("role", "system").field("content", system).end();
    }
    json.object().field("role", "user").field("content", prompt).end().end();
    json.field("stream", true).object("stream_options").field("include_usage", true).end().end();
    return chatBody(json.toByteArray());
  }

  /**
   * {@return a request with a body of one's own}
   *
   * @param body the JSON, sent as it is; {@code "stream": true} belongs into it
   */
  public StreamRequest chatJson(String body) {
    return request("/chat/completions").withJson(body).withDialect(CHAT);
  }

  private StreamRequest chatBody(byte[] body) {
    return request("/chat/completions").withBody(body).withDialect(CHAT);
  }

  private StreamRequest request(String path) {
    return StreamRequest.post(baseUrl + path).withHeaders(headers);
  }
}
