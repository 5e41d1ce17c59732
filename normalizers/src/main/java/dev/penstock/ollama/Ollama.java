package dev.penstock.ollama;

import dev.penstock.Dialect;
import dev.penstock.StreamRequest;
import dev.penstock.framing.Framing;
import dev.penstock.prompt.Endpoint;
import dev.penstock.prompt.Prompt;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Ollama's own API.
 *
 * {@snippet class = dev.penstock.ollama.OllamaTest region = usage}
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.ollama.com/api/chat">Generate a chat message</a>
 */
public final class Ollama {
  /** What {@code /api/chat} answers, and {@code /api/generate}, streamed or as one object. */
  public static final Dialect CHAT = new Dialect("ollama", Framing.ndjson(), OllamaNormalizer::new);

  private static final String BASE_URL = "http://127.0.0.1:11434";
  private static final int PORT = 11434;

  private final Endpoint endpoint;

  private Ollama(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * {@return Ollama on this machine, or where the environment variable {@code OLLAMA_HOST} says,
   * with the key in {@code OLLAMA_API_KEY} if that is set}
   *
   * @throws IllegalArgumentException if what is there is no host, no URL or no key
   */
  public static Ollama fromEnvironment() {
    return from(System::getenv);
  }

  /**
   * {@return as {@link #fromEnvironment()}, with variables from elsewhere}
   *
   * @param environment the variables' values by name, null for those that are not set
   * @throws IllegalArgumentException if what is there makes no sense
   */
  public static Ollama from(Function<String, @Nullable String> environment) {
    var host = Endpoint.optional(environment, "OLLAMA_HOST");
    var ollama = host == null ? local() : at(url(host.strip()));
    var key = Endpoint.optional(environment, "OLLAMA_API_KEY");
    return key == null ? ollama : ollama.key(key);
  }

  /**
   * As Ollama reads it: scheme and port may be missing, and a server's "any address" is this one.
   */
  private static String url(String host) {
    boolean bare = !host.contains("://");
    var url = bare ? "http://" + host : host;
    URI uri = StreamRequest.post(url).uri();
    if (bare && uri.getPort() < 0) {
      url = "http://" + uri.getHost() + ":" + PORT + uri.getRawPath();
    }
    return url.replaceFirst("//0\\.0\\.0\\.0(?=[:/]|$)", "//127.0.0.1");
  }

  /** {@return Ollama on this machine} */
  public static Ollama local() {
    return at(BASE_URL);
  }

  /**
   * {@return Ollama elsewhere}
   *
   * @param baseUrl the root, without {@code /api}, such as {@code http://gpu.local:11434}
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public static Ollama at(String baseUrl) {
    return new Ollama(Endpoint.at(baseUrl));
  }

  /**
   * {@return this at another base URL}
   *
   * @param url the root, without {@code /api}
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public Ollama baseUrl(String url) {
    return new Ollama(endpoint.movedTo(url));
  }

  /**
   * {@return this with a key, for ollama.com and for servers behind a proxy that wants one}
   *
   * @param key the key
   * @throws IllegalArgumentException if it is blank or has a control character in it; the message
   *     does not show it
   */
  public Ollama key(String key) {
    return new Ollama(endpoint.withKey("Authorization", "Bearer ", key));
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
   * @param body the JSON, sent as it is; it is streamed unless it says otherwise
   */
  public StreamRequest chatJson(String body) {
    return toChat().withJson(body);
  }

  private StreamRequest toChat() {
    return endpoint.post("/api/chat").withDialect(CHAT);
  }

  /** Shows where it is, and no key. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
