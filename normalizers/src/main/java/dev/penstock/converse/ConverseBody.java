package dev.penstock.converse;

import dev.penstock.Completion;
import dev.penstock.ToolCall;
import dev.penstock.json.JsonWriter;
import dev.penstock.prompt.Content;
import dev.penstock.prompt.Message;
import dev.penstock.prompt.OutputSchema;
import dev.penstock.prompt.Prompt;
import dev.penstock.prompt.Refused;
import dev.penstock.prompt.Thinking;
import dev.penstock.prompt.Tool;
import dev.penstock.prompt.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of a ConverseStream request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">ConverseStream</a>
 */
final class ConverseBody {
  /*
   * body    = { system?: [{ text }], messages: [message…], inferenceConfig?, toolConfig?, outputConfig?,
   *             additionalModelRequestFields? }
   * message = { role: user / assistant, content: [block…] }                            they have to alternate
   * block   = { text } / { image: { format, source: { bytes } } } / { toolUse: { toolUseId, name, input: {…} } }
   *         / { toolResult: { toolUseId, content: [{ text }], status? } }
   *         / { reasoningContent: { reasoningText: { text, signature } } / { redactedContent } }
   *
   * How long to think, only a model's own fields say: Anthropic's are known here. How hard, outputConfig says.
   */
  private static final String BEDROCK = "Bedrock";

  private final JsonWriter json = new JsonWriter();

  byte[] write(Prompt given) {
    var prompt = given.withCallIds();
    json.object();
    if (!prompt.instructions().isEmpty()) {
      json.array("system").object().field("text", prompt.instructions()).end().end();
    }
    json.array("messages");
    prompt.turns().forEach(this::turn);
    json.end();
    inferenceConfig(prompt);
    toolConfig(prompt);
    var thinking = prompt.thinking().orElse(null);
    outputConfig(thinking, prompt.output().orElse(null));
    additionalFields(thinking, prompt.model().contains("anthropic."));
    json.end();
    return prompt.patched(json.toByteArray());
  }

  private void turn(List<Message> messages) {
    boolean ofModel = messages.getFirst() instanceof Message.Assistant;
    json.object().field("role", ofModel ? "assistant" : "user").array("content");
    for (var message : messages) {
      switch (message) {
        case Message.Instructions ignored -> {}
        case Message.User(var content) -> content.forEach(this::content);
        case Message.Assistant(var parts) -> parts.forEach(this::part);
        case Message.ToolResult result -> result(result);
      }
    }
    json.end().end();
  }

  private void content(Content content) {
    json.object();
    switch (content) {
      case Content.Text(var text) -> json.field("text", text);
      case Content.ImageUri ignored ->
          throw Refused.by(BEDROCK, "to fetch an image", "give its bytes");
      case Content.ImageData(var mediaType, var base64) ->
          json.object("image")
              .field("format", mediaType.substring("image/".length()))
              .object("source")
              .field("bytes", base64)
              .end()
              .end();
    }
    json.end();
  }

  private void part(Completion.Part part) {
    switch (part) {
      case Completion.Text(var text) -> json.object().field("text", text).end();
      case Completion.ThinkingBlock block -> reasoning(block);
      case ToolCall call ->
          json.object()
              .object("toolUse")
              .field("toolUseId", call.id())
              .field("name", call.name())
              .json("input", Tool.input(call))
              .end()
              .end();
    }
  }

  private void reasoning(Completion.ThinkingBlock block) {
    if (block.redacted() != null) {
      json.object().object("reasoningContent").field("redactedContent", block.redacted());
      json.end().end();
    } else if (block.signature() != null) {
      json.object().object("reasoningContent").object("reasoningText");
      json.field("text", block.text()).field("signature", block.signature());
      json.end().end().end();
    }
    // Without a signature it would be refused.
  }

  private void result(Message.ToolResult result) {
    json.object().object("toolResult").field("toolUseId", result.callId()).array("content");
    json.object().field("text", result.content()).end().end();
    if (result.error()) {
      json.field("status", "error");
    }
    json.end().end();
  }

  private void inferenceConfig(Prompt prompt) {
    if (prompt.maxTokens().isEmpty()
        && prompt.temperature().isEmpty()
        && prompt.topP().isEmpty()
        && prompt.stop().isEmpty()) {
      return;
    }
    json.object("inferenceConfig")
        .optional("maxTokens", prompt.maxTokens())
        .optional("temperature", prompt.temperature())
        .optional("topP", prompt.topP())
        .strings("stopSequences", prompt.stop())
        .end();
  }

  private void toolConfig(Prompt prompt) {
    if (prompt.tools().isEmpty()) {
      return;
    }
    json.object("toolConfig").array("tools");
    for (var tool : prompt.tools()) {
      json.object().object("toolSpec");
      json.field("name", tool.name()).field("description", tool.description());
      json.object("inputSchema").json("json", tool.schema()).end().end().end();
    }
    json.end();
    switch (prompt.toolChoice()) {
      case ToolChoice.Auto() -> {}
      case ToolChoice.None() ->
          throw Refused.by(BEDROCK, "to call no tool", "say so in the instructions");
      case ToolChoice.Required() -> json.object("toolChoice").object("any").end().end();
      case ToolChoice.Named(var tool) ->
          json.object("toolChoice").object("tool").field("name", tool).end().end();
    }
    json.end();
  }

  private void outputConfig(@Nullable Thinking thinking, @Nullable OutputSchema output) {
    if (!(thinking instanceof Thinking.Effort) && output == null) {
      return;
    }
    json.object("outputConfig");
    if (thinking instanceof Thinking.Effort(var level)) {
      json.field("effort", level);
    }
    if (output != null) {
      json.object("textFormat").field("type", "json_schema");
      json.object("structure").object("jsonSchema");
      // A text here, not an object.
      json.field("schema", output.schema()).field("name", output.name());
      json.end().end().end();
    }
    json.end();
  }

  private void additionalFields(@Nullable Thinking thinking, boolean anthropic) {
    if (thinking == null) {
      return;
    }
    if (!anthropic) {
      if (!(thinking instanceof Thinking.Effort)) {
        throw Refused.by(
            BEDROCK,
            "how long a model like this is to think",
            "use Thinking.effort, or its additionalModelRequestFields by withJson");
      }
      return;
    }
    json.object("additionalModelRequestFields").object("thinking");
    switch (thinking) {
      case Thinking.Off() -> json.field("type", "disabled");
      case Thinking.Effort ignored -> json.field("type", "adaptive");
      case Thinking.Budget(var tokens) ->
          json.field("type", "enabled").field("budget_tokens", tokens);
    }
    json.end().end();
  }
}
