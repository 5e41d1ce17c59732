package dev.penstock.converse;

import dev.penstock.Dialect;
import dev.penstock.StreamRequest;
import dev.penstock.framing.Framing;
import dev.penstock.prompt.Endpoint;
import dev.penstock.prompt.Prompt;
import dev.penstock.spi.RequestSigner;

/**
 * Requests to AWS Bedrock.
 *
 * {@snippet class = dev.penstock.converse.ConverseTest region = usage}
 *
 * <p>Bedrock takes one of its own keys, or a signature that AWS's library makes: that is in a
 * module of its own, {@code dev.penstock.bedrock}. Immutable and thread-safe; no key is shown.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">ConverseStream</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html">InvokeModelWithResponseStream</a>
 */
public final class Converse {
  /** What ConverseStream answers, and the one object that Converse does. */
  public static final Dialect STREAM =
      new Dialect("bedrock", Framing.awsEventStream(), ConverseNormalizer::new);

  /**
   * What InvokeModelWithResponseStream answers, for models that speak Anthropic's Messages,
   * OpenAI's Chat Completions, or Converse (Amazon's own).
   */
  public static final Dialect INVOKE =
      new Dialect("bedrock-invoke", Framing.awsEventStream(), InvokeNormalizer::new);

  /** What both operations answer in. */
  private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

  private final Endpoint endpoint;

  private Converse(Endpoint endpoint) {
    this.endpoint = endpoint.withHeader("Accept", EVENT_STREAM);
  }

  /**
   * {@return Bedrock in a region, with neither key nor signature}
   *
   * @param region the region, such as {@code eu-central-1}
   * @throws IllegalArgumentException if that is none
   */
  public static Converse in(String region) {
    if (!region.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("no AWS region: " + region.replaceAll("\\p{Cntrl}", "?"));
    }
    var domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return new Converse(Endpoint.at("https://bedrock-runtime." + region + domain));
  }

  /**
   * {@return this with its requests signed}
   *
   * @param signer signs them
   */
  public Converse signedBy(RequestSigner signer) {
    return new Converse(endpoint.withSigner(signer));
  }

  /**
   * {@return this with a key of Bedrock's own, in place of a signature}
   *
   * @param key the key
   * @throws IllegalArgumentException if it is blank or has a control character in it; the message
   *     does not show it
   */
  public Converse key(String key) {
    return new Converse(endpoint.withKey("Authorization", "Bearer ", key));
  }

  /**
   * {@return this at another base URL}
   *
   * @param url the root, without {@code /model}, as in AWS's own libraries
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public Converse baseUrl(String url) {
    return new Converse(endpoint.movedTo(url));
  }

  /**
   * {@return a question to a model}
   *
   * @param model the model's id, or that of an inference profile, or its ARN
   * @param prompt what the user says
   */
  public StreamRequest stream(String model, String prompt) {
    return stream(Prompt.of(model, prompt));
  }

  /**
   * {@return a prompt as a request to ConverseStream}
   *
   * @param prompt the prompt
   * @throws IllegalArgumentException if it has what can't be told
   */
  public StreamRequest stream(Prompt prompt) {
    return toStream(prompt.model()).withBody(new ConverseBody().write(prompt));
  }

  /**
   * {@return a request to ConverseStream with a body of one's own}
   *
   * @param model the model's id
   * @param body the JSON, sent as it is
   */
  public StreamRequest streamJson(String model, String body) {
    return toStream(model).withJson(body);
  }

  /**
   * {@return a prompt as a request to InvokeModelWithResponseStream, in the model's own words}
   *
   * <p>Those are known of Anthropic's, OpenAI's and Amazon's Nova models.
   *
   * @param prompt the prompt
   * @throws IllegalArgumentException if the model is another, or the prompt has what it can't be
   *     told
   */
  public StreamRequest invoke(Prompt prompt) {
    return toInvoke(prompt.model()).withBody(InvokeBody.of(prompt));
  }

  /**
   * {@return a request to InvokeModelWithResponseStream with a body of one's own}
   *
   * @param model the model's id
   * @param body the JSON, sent as it is
   */
  public StreamRequest invokeJson(String model, String body) {
    return toInvoke(model).withJson(body);
  }

  private StreamRequest toStream(String model) {
    return to(model, "converse-stream").withDialect(STREAM);
  }

  private StreamRequest toInvoke(String model) {
    return to(model, "invoke-with-response-stream").withDialect(INVOKE);
  }

  private StreamRequest to(String model, String operation) {
    return endpoint.post("/model/" + Endpoint.segment(model) + "/" + operation);
  }

  /** Shows where it is, and no key. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
