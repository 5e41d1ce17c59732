package dev.penstock.openai;

import dev.penstock.StreamRequest;
import dev.penstock.prompt.Endpoint;
import dev.penstock.prompt.Prompt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests to OpenAI's models on Azure, where a prompt's model is the name of a deployment.
 *
 * {@snippet class = dev.penstock.openai.AzureOpenAiTest region = usage}
 *
 * <p>Immutable and thread-safe. The key goes into a header and is shown nowhere.
 *
 * @see <a href="https://learn.microsoft.com/azure/ai-foundry/openai/reference">REST reference</a>
 */
public final class AzureOpenAi {
  /** The version of the API that is asked for unless another one is set. */
  public static final String DEFAULT_API_VERSION = "2024-10-21";

  private final Endpoint endpoint;
  private final String apiVersion;

  private AzureOpenAi(Endpoint endpoint, String apiVersion) {
    this.endpoint = endpoint;
    this.apiVersion = apiVersion;
  }

  /**
   * {@return Azure with the key in the environment variable {@code AZURE_OPENAI_API_KEY}, at {@code
   * AZURE_OPENAI_ENDPOINT}, by the version {@code OPENAI_API_VERSION} of the API if that is set}
   *
   * @throws IllegalStateException if there is no key or no endpoint
   * @throws IllegalArgumentException if what is there is no key or no URL
   */
  public static AzureOpenAi fromEnvironment() {
    return from(System::getenv);
  }

  /**
   * {@return as {@link #fromEnvironment()}, with variables from elsewhere}
   *
   * @param environment the variables' values by name, null for those that are not set
   * @throws IllegalStateException if there is no key or no endpoint
   * @throws IllegalArgumentException if what is there makes no sense
   */
  public static AzureOpenAi from(Function<String, @Nullable String> environment) {
    var key = Endpoint.required(environment, "AZURE_OPENAI_API_KEY");
    var azure = withKey(Endpoint.required(environment, "AZURE_OPENAI_ENDPOINT"), key);
    var version = Endpoint.optional(environment, "OPENAI_API_VERSION");
    return version == null ? azure : azure.apiVersion(version);
  }

  /**
   * {@return a resource with its key}
   *
   * @param endpoint the resource's URL, such as {@code https://mine.openai.azure.com}
   * @param key the key
   * @throws IllegalArgumentException if one is none; the message does not show the key
   */
  public static AzureOpenAi withKey(String endpoint, String key) {
    return new AzureOpenAi(Endpoint.at(endpoint).withKey("api-key", "", key), DEFAULT_API_VERSION);
  }

  /**
   * {@return a resource with a token of Microsoft Entra ID}
   *
   * @param endpoint the resource's URL, such as {@code https://mine.openai.azure.com}
   * @param token the token
   * @throws IllegalArgumentException if one is none; the message does not show the token
   */
  public static AzureOpenAi withToken(String endpoint, String token) {
    return new AzureOpenAi(
        Endpoint.at(endpoint).withKey("Authorization", "Bearer ", token), DEFAULT_API_VERSION);
  }

  /**
   * {@return this with another version of the API}
   *
   * @param version the version, such as {@code 2025-04-01-preview}
   */
  public AzureOpenAi apiVersion(String version) {
    return new AzureOpenAi(endpoint, version);
  }

  /**
   * {@return a question to a deployment}
   *
   * @param deployment the deployment's name
   * @param prompt what the user says
   */
  public StreamRequest chat(String deployment, String prompt) {
    return chat(Prompt.of(deployment, prompt));
  }

  /**
   * {@return a prompt as a request to Chat Completions}
   *
   * @param prompt the prompt, to the deployment
   * @throws IllegalArgumentException if it has what can't be told
   */
  public StreamRequest chat(Prompt prompt) {
    return toChat(prompt.model()).withBody(OpenAi.chatBody(prompt));
  }

  /**
   * {@return a request to Chat Completions with a body of one's own}
   *
   * @param deployment the deployment's name
   * @param body the JSON, sent as it is; {@code "stream": true} belongs into it
   */
  public StreamRequest chatJson(String deployment, String body) {
    return toChat(deployment).withJson(body);
  }

  /**
   * {@return a prompt as a request to the Responses API, which has no versions}
   *
   * @param prompt the prompt, to the deployment
   * @throws IllegalArgumentException if it has what can't be told
   */
  public StreamRequest responses(Prompt prompt) {
    return toResponses().withBody(OpenAi.responsesBody(prompt));
  }

  /**
   * {@return a request to the Responses API with a body of one's own}
   *
   * @param body the JSON, sent as it is; {@code "stream": true} belongs into it
   */
  public StreamRequest responsesJson(String body) {
    return toResponses().withJson(body);
  }

  private StreamRequest toChat(String deployment) {
    return endpoint
        .post(
            "/openai/deployments/"
                + Endpoint.segment(deployment)
                + "/chat/completions?api-version="
                + Endpoint.segment(apiVersion))
        .withDialect(OpenAi.CHAT);
  }

  private StreamRequest toResponses() {
    return endpoint.post("/openai/v1/responses").withDialect(OpenAi.RESPONSES);
  }

  /** Shows where it is, and no key. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
