package dev.penstock.openai;

import dev.penstock.Dialect;
import dev.penstock.StreamRequest;
import dev.penstock.framing.Framing;
import dev.penstock.prompt.Endpoint;
import dev.penstock.prompt.Prompt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests to OpenAI, and to the servers that are compatible with it; for Azure see {@link
 * AzureOpenAi}.
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

  private final Endpoint endpoint;

  /** Compatible servers know the older name of the field that bounds an answer. */
  private final boolean compatible;

  private final @Nullable String thinkingField;

  private OpenAi(Endpoint endpoint, boolean compatible, @Nullable String thinkingField) {
    this.endpoint = endpoint;
    this.compatible = compatible;
    this.thinkingField = thinkingField;
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

  /**
   * {@return as {@link #fromEnvironment()}, with variables from elsewhere}
   *
   * @param environment the variables' values by name, null for those that are not set
   * @throws IllegalStateException if there is no key
   * @throws IllegalArgumentException if what is there makes no sense
   */
  public static OpenAi from(Function<String, @Nullable String> environment) {
    var openAi = withKey(Endpoint.required(environment, "OPENAI_API_KEY"));
    var baseUrl = Endpoint.optional(environment, "OPENAI_BASE_URL");
    return baseUrl == null ? openAi : openAi.baseUrl(baseUrl);
  }

  /**
   * {@return OpenAI with a key}
   *
   * @param key the key
   * @throws IllegalArgumentException if it is blank or has a control character in it, such as a
   *     line end; the message does not show it
   */
  public static OpenAi withKey(String key) {
    var endpoint = Endpoint.at(BASE_URL).withKey("Authorization", "Bearer ", key);
    return new OpenAi(endpoint, /* compatible= */ false, null);
  }

  /** {@return OpenAI without a key, for one to be set with each request} */
  public static OpenAi withoutKey() {
    return new OpenAi(Endpoint.at(BASE_URL), /* compatible= */ false, null);
  }

  /**
   * {@return a server that is compatible with OpenAI and wants no key}
   *
   * @param baseUrl what the paths are appended to, such as {@code http://localhost:8000/v1}
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public static OpenAi compatible(String baseUrl) {
    return new OpenAi(Endpoint.at(baseUrl), /* compatible= */ true, null);
  }

  /**
   * {@return a server that is compatible with OpenAI}
   *
   * @param baseUrl what the paths are appended to, such as {@code https://openrouter.ai/api/v1}
   * @param key the key
   * @throws IllegalArgumentException as {@link #compatible(String)} and {@link #withKey} say
   */
  public static OpenAi compatible(String baseUrl, String key) {
    var endpoint = Endpoint.at(baseUrl).withKey("Authorization", "Bearer ", key);
    return new OpenAi(endpoint, /* compatible= */ true, null);
  }

  /**
   * {@return this at another base URL}
   *
   * @param url what the paths are appended to; it ends in {@code /v1}, as it does in OpenAI's own
   *     libraries
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public OpenAi baseUrl(String url) {
    return new OpenAi(endpoint.movedTo(url), compatible, thinkingField);
  }

  /**
   * {@return this with the model's thinking sent back to it in a field of its messages}
   *
   * <p>OpenAI itself wants none. DeepSeek does where tools are called, in {@code
   * reasoning_content}; others ignore it or have another name for it.
   *
   * @param field the field's name
   */
  public OpenAi thinkingIn(String field) {
    return new OpenAi(endpoint, compatible, field);
  }

  /**
   * {@return a question to a model}
   *
   * @param model the model's name
   * @param prompt what the user says
   */
  public StreamRequest chat(String model, String prompt) {
    return chat(Prompt.of(model, prompt));
  }

  /**
   * {@return a question to a model, with instructions}
   *
   * @param model the model's name
   * @param system the instructions; null for none
   * @param prompt what the user says
   */
  public StreamRequest chat(String model, @Nullable String system, String prompt) {
    var empty = Prompt.to(model);
    return chat((system == null ? empty : empty.system(system)).user(prompt));
  }

  /**
   * {@return a prompt as a request to Chat Completions}
   *
   * @param prompt the prompt
   * @throws IllegalArgumentException if it has what can't be told
   */
  public StreamRequest chat(Prompt prompt) {
    return toChat().withBody(chatBody(prompt, compatible, thinkingField));
  }

  /**
   * {@return a request to Chat Completions with a body of one's own}
   *
   * @param body the JSON, sent as it is; {@code "stream": true} belongs into it
   */
  public StreamRequest chatJson(String body) {
    return toChat().withJson(body);
  }

  /**
   * {@return a question to a model by the Responses API}
   *
   * @param model the model's name
   * @param prompt what the user says
   */
  public StreamRequest responses(String model, String prompt) {
    return responses(Prompt.of(model, prompt));
  }

  /**
   * {@return a prompt as a request to the Responses API}
   *
   * <p>Nothing is stored: the conversation is sent whole each time.
   *
   * @param prompt the prompt
   * @throws IllegalArgumentException if it has what can't be told
   */
  public StreamRequest responses(Prompt prompt) {
    return toResponses().withBody(responsesBody(prompt));
  }

  /**
   * {@return a request to the Responses API with a body of one's own}
   *
   * @param body the JSON, sent as it is; {@code "stream": true} belongs into it
   */
  public StreamRequest responsesJson(String body) {
    return toResponses().withJson(body);
  }

  /**
   * {@return the body of a request to Chat Completions, for those that serve it elsewhere}
   *
   * @param prompt the prompt
   * @throws IllegalArgumentException if it has what can't be told
   */
  public static byte[] chatBody(Prompt prompt) {
    return chatBody(prompt, /* compatible= */ false, null);
  }

  private static byte[] chatBody(
      Prompt prompt, boolean compatible, @Nullable String thinkingField) {
    return new ChatBody(compatible ? "max_tokens" : "max_completion_tokens", thinkingField)
        .write(prompt);
  }

  /**
   * {@return the body of a request to the Responses API, for those that serve it elsewhere}
   *
   * @param prompt the prompt
   * @throws IllegalArgumentException if it has what can't be told
   */
  public static byte[] responsesBody(Prompt prompt) {
    return new ResponsesBody().write(prompt);
  }

  private StreamRequest toChat() {
    return endpoint.post("/chat/completions").withDialect(CHAT);
  }

  private StreamRequest toResponses() {
    return endpoint.post("/responses").withDialect(RESPONSES);
  }

  /** Shows where it is, and no key. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
