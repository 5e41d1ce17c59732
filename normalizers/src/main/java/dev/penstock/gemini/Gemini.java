package dev.penstock.gemini;

import dev.penstock.Dialect;
import dev.penstock.StreamRequest;
import dev.penstock.framing.Framing;
import dev.penstock.prompt.Endpoint;
import dev.penstock.prompt.Prompt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Google's Gemini.
 *
 * {@snippet class = dev.penstock.gemini.GeminiTest region = usage}
 *
 * <p>Immutable and thread-safe. The key goes into a header, never into the URL, and is shown
 * nowhere.
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

  private static final String BASE_URL = "https://generativelanguage.googleapis.com";
  private static final String VERSION = "/v1beta";

  private final Endpoint endpoint;

  private Gemini(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * {@return Gemini with the key in the environment variable {@code GOOGLE_API_KEY}, or {@code
   * GEMINI_API_KEY} where that is not set, at the base URL in {@code GOOGLE_GEMINI_BASE_URL} if
   * that is set}
   *
   * @throws IllegalStateException if there is no key
   * @throws IllegalArgumentException if what is there is no key or no URL
   */
  public static Gemini fromEnvironment() {
    return from(System::getenv);
  }

  /**
   * {@return as {@link #fromEnvironment()}, with variables from elsewhere}
   *
   * @param environment the variables' values by name, null for those that are not set
   * @throws IllegalStateException if there is no key
   * @throws IllegalArgumentException if what is there makes no sense
   */
  public static Gemini from(Function<String, @Nullable String> environment) {
    var gemini = withKey(Endpoint.required(environment, "GOOGLE_API_KEY", "GEMINI_API_KEY"));
    var baseUrl = Endpoint.optional(environment, "GOOGLE_GEMINI_BASE_URL");
    return baseUrl == null ? gemini : gemini.baseUrl(baseUrl);
  }

  /**
   * {@return Gemini with a key}
   *
   * @param key the key
   * @throws IllegalArgumentException if it is blank or has a control character in it; the message
   *     does not show it
   */
  public static Gemini withKey(String key) {
    return new Gemini(Endpoint.at(BASE_URL).withKey("x-goog-api-key", "", key));
  }

  /** {@return Gemini without a key, for one to be set with each request} */
  public static Gemini withoutKey() {
    return new Gemini(Endpoint.at(BASE_URL));
  }

  /**
   * {@return this at another base URL}
   *
   * @param url the root, without {@code /v1beta}, as in Google's own libraries
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public Gemini baseUrl(String url) {
    return new Gemini(endpoint.movedTo(url));
  }

  /**
   * {@return a question to a model}
   *
   * @param model the model's name
   * @param prompt what the user says
   */
  public StreamRequest generate(String model, String prompt) {
    return generate(Prompt.of(model, prompt));
  }

  /**
   * {@return a prompt as a request to {@code streamGenerateContent}}
   *
   * @param prompt the prompt
   */
  public StreamRequest generate(Prompt prompt) {
    return toGenerate(prompt.model()).withBody(body(prompt));
  }

  /**
   * {@return a request to {@code streamGenerateContent} with a body of one's own}
   *
   * @param model the model's name
   * @param body the JSON, sent as it is
   */
  public StreamRequest generateJson(String model, String body) {
    return toGenerate(model).withJson(body);
  }

  /**
   * {@return a request to the Interactions API with a body of one's own}
   *
   * @param body the JSON, sent as it is; {@code "stream": true} belongs into it
   */
  public StreamRequest interactionsJson(String body) {
    return endpoint.post(VERSION + "/interactions").withJson(body).withDialect(INTERACTIONS);
  }

  /**
   * {@return the body of a request to {@code streamGenerateContent}, for those that serve it
   * elsewhere, as Vertex AI does}
   *
   * @param prompt the prompt
   */
  public static byte[] body(Prompt prompt) {
    return new GenerateBody().write(prompt);
  }

  private StreamRequest toGenerate(String model) {
    // A tuned model's name has its folder in it.
    var resource =
        model.startsWith("tunedModels/")
            ? "tunedModels/" + Endpoint.segment(model.substring("tunedModels/".length()))
            : "models/" + Endpoint.segment(model.replaceFirst("^models/", ""));
    return endpoint
        .post(VERSION + "/" + resource + ":streamGenerateContent?alt=sse")
        .withDialect(GENERATE);
  }

  /** Shows where it is, and no key. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
