package dev.penstock.cohere;

import dev.penstock.Dialect;
import dev.penstock.StreamRequest;
import dev.penstock.framing.Framing;
import dev.penstock.prompt.Endpoint;
import dev.penstock.prompt.Prompt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Cohere, by version 2 of its API.
 *
 * {@snippet class = dev.penstock.cohere.CohereTest region = usage}
 *
 * <p>Immutable and thread-safe. The key goes into a header and is shown nowhere.
 *
 * @see <a href="https://docs.cohere.com/reference/chat-stream">Chat with streaming</a>
 */
public final class Cohere {
  /** What {@code /v2/chat} answers, streamed or as one object. */
  public static final Dialect CHAT = new Dialect("cohere", Framing.sse(), CohereNormalizer::new);

  private static final String BASE_URL = "https://api.cohere.com";

  private final Endpoint endpoint;

  private Cohere(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * {@return Cohere with the key in the environment variable {@code CO_API_KEY}, or {@code
   * COHERE_API_KEY} where that is not set, at the base URL in {@code CO_API_URL} if that is set}
   *
   * @throws IllegalStateException if there is no key
   * @throws IllegalArgumentException if what is there is no key or no URL
   */
  public static Cohere fromEnvironment() {
    return from(System::getenv);
  }

  /**
   * {@return as {@link #fromEnvironment()}, with variables from elsewhere}
   *
   * @param environment the variables' values by name, null for those that are not set
   * @throws IllegalStateException if there is no key
   * @throws IllegalArgumentException if what is there makes no sense
   */
  public static Cohere from(Function<String, @Nullable String> environment) {
    var cohere = withKey(Endpoint.required(environment, "CO_API_KEY", "COHERE_API_KEY"));
    var baseUrl = Endpoint.optional(environment, "CO_API_URL");
    return baseUrl == null ? cohere : cohere.baseUrl(baseUrl);
  }

  /**
   * {@return Cohere with a key}
   *
   * @param key the key
   * @throws IllegalArgumentException if it is blank or has a control character in it; the message
   *     does not show it
   */
  public static Cohere withKey(String key) {
    return new Cohere(Endpoint.at(BASE_URL).withKey("Authorization", "Bearer ", key));
  }

  /** {@return Cohere without a key, for one to be set with each request} */
  public static Cohere withoutKey() {
    return new Cohere(Endpoint.at(BASE_URL));
  }

  /**
   * {@return this at another base URL}
   *
   * @param url the root, without {@code /v2}, as in Cohere's own libraries
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public Cohere baseUrl(String url) {
    return new Cohere(endpoint.movedTo(url));
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
   * {@return a prompt as a request}
   *
   * @param prompt the prompt
   * @throws IllegalArgumentException if it has what can't be told
   */
  public StreamRequest chat(Prompt prompt) {
    return toChat().withBody(new ChatBody().write(prompt));
  }

  /**
   * {@return a request with a body of one's own}
   *
   * @param body the JSON, sent as it is; {@code "stream": true} belongs into it
   */
  public StreamRequest chatJson(String body) {
    return toChat().withJson(body);
  }

  private StreamRequest toChat() {
    return endpoint.post("/v2/chat").withDialect(CHAT);
  }

  /** Shows where it is, and no key. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
