package dev.penstock.converse;

import dev.penstock.anthropic.Anthropic;
import dev.penstock.json.JsonPatch;
import dev.penstock.openai.OpenAi;
import dev.penstock.prompt.Prompt;

/**
 * Writes the body of an InvokeModelWithResponseStream request: the model's own, but for what the
 * path says.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html">Inference
 *     request parameters</a>
 */
final class InvokeBody {
  private static final String ANTHROPIC =
      """
      {"model":null,"stream":null,"anthropic_version":"bedrock-2023-05-31"}\
      """;
  private static final String OPENAI =
      """
      {"model":null,"stream":null,"stream_options":null}\
      """;
  private static final String NOVA =
      """
      {"schemaVersion":"messages-v1"}\
      """;

  private InvokeBody() {}

  static byte[] of(Prompt prompt) {
    var model = prompt.model();
    if (model.contains("anthropic.")) {
      return JsonPatch.apply(Anthropic.body(prompt), ANTHROPIC);
    }
    if (model.contains("openai.")) {
      return JsonPatch.apply(OpenAi.chatBody(prompt), OPENAI);
    }
    if (model.contains("amazon.nova")) {
      return JsonPatch.apply(new ConverseBody().write(prompt), NOVA);
    }
    throw new IllegalArgumentException(
        "what the model wants to be told in is not known: use ConverseStream, or invokeJson with a"
            + " body of your own");
  }
}
