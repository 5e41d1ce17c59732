package dev.penstock.anthropic;

import dev.penstock.Dialect;
import dev.penstock.StreamRequest;
import dev.penstock.framing.Framing;
import dev.penstock.prompt.Endpoint;
import dev.penstock.prompt.Prompt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Anthropic, and the answers of all that serve its models by its own protocol: Vertex
 * AI, Azure, gateways.
 *
 * {@snippet class = dev.penstock.anthropic.AnthropicTest region = usage}
 *
 * <p>Immutable and thread-safe. The key goes into a header and is shown nowhere.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
public final class Anthropic {
  /** Messages, streamed or as a complete answer. */
  public static final Dialect MESSAGES =
      new Dialect("anthropic", Framing.sse(), MessagesNormalizer::new);

  /** How many tokens an answer may have whose prompt does not say: Anthropic wants a number. */
  public static final int DEFAULT_MAX_TOKENS = 8192;

  private static final String BASE_URL = "https://api.anthropic.com";
  private static final String VERSION = "2023-06-01";

  private final Endpoint endpoint;

  private Anthropic(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * {@return Anthropic with the key in the environment variable {@code ANTHROPIC_API_KEY}, at the
   * base URL in {@code ANTHROPIC_BASE_URL} if that is set}
   *
   * @throws IllegalStateException if there is no key
   * @throws IllegalArgumentException if what is there is no key or no URL
   */
  public static Anthropic fromEnvironment() {
    return from(System::getenv);
  }

  /**
   * {@return as {@link #fromEnvironment()}, with variables from elsewhere}
   *
   * @param environment the variables' values by name, null for those that are not set
   * @throws IllegalStateException if there is no key
   * @throws IllegalArgumentException if what is there makes no sense
   */
  public static Anthropic from(Function<String, @Nullable String> environment) {
    var anthropic = withKey(Endpoint.required(environment, "ANTHROPIC_API_KEY"));
    var baseUrl = Endpoint.optional(environment, "ANTHROPIC_BASE_URL");
    return baseUrl == null ? anthropic : anthropic.baseUrl(baseUrl);
  }

  /**
   * {@return Anthropic with a key}
   *
   * @param key the key
   * @throws IllegalArgumentException if it is blank or has a control character in it; the message
   *     does not show it
   */
  public static Anthropic withKey(String key) {
    return new Anthropic(withoutKey().endpoint.withKey("x-api-key", "", key));
  }

  /** {@return Anthropic without a key, for one to be set with each request} */
  public static Anthropic withoutKey() {
    return new Anthropic(Endpoint.at(BASE_URL).withHeader("anthropic-version", VERSION));
  }

  /**
   * {@return this at another base URL}
   *
   * @param url the root, without {@code /v1}, as in Anthropic's own libraries
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public Anthropic baseUrl(String url) {
    return new Anthropic(endpoint.movedTo(url));
  }

  /**
   * {@return this with these betas in place of others}
   *
   * @param names what the header {@code anthropic-beta} says; at least one
   */
  public Anthropic betas(String... names) {
    return new Anthropic(endpoint.withHeader("anthropic-beta", String.join(",", names)));
  }

  /**
   * {@return a question to a model}
   *
   * @param model the model's name
   * @param prompt what the user says
   */
  public StreamRequest messages(String model, String prompt) {
    return messages(Prompt.of(model, prompt));
  }

  /**
   * {@return a prompt as a request}
   *
   * @param prompt the prompt
   */
  public StreamRequest messages(Prompt prompt) {
    return toMessages().withBody(body(prompt));
  }

  /**
   * {@return a request with a body of one's own}
   *
   * @param body the JSON, sent as it is; {@code "stream": true} belongs into it
   */
  public StreamRequest messagesJson(String body) {
    return toMessages().withJson(body);
  }

  /**
   * {@return the body of a request, for those that serve Anthropic's models elsewhere}
   *
   * @param prompt the prompt
   */
  public static byte[] body(Prompt prompt) {
    return new MessagesBody().write(prompt);
  }

  private StreamRequest toMessages() {
    return endpoint.post("/v1/messages").withDialect(MESSAGES);
  }

  /** Shows where it is, and no key. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
