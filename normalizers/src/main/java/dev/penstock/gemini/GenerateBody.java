package dev.penstock.gemini;

import dev.penstock.Completion;
import dev.penstock.ToolCall;
import dev.penstock.json.JsonPatch;
import dev.penstock.json.JsonWriter;
import dev.penstock.prompt.Content;
import dev.penstock.prompt.Message;
import dev.penstock.prompt.Prompt;
import dev.penstock.prompt.Thinking;
import dev.penstock.prompt.Tool;
import dev.penstock.prompt.ToolChoice;
import java.util.List;

/**
 * Writes the body of a {@code streamGenerateContent} request.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Generating content</a>
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Thought signatures</a>
 */
final class GenerateBody {
  /*
   * body    = { systemInstruction?: { parts }, contents: [content…], tools?: [{ functionDeclarations }], toolConfig?,
   *             generationConfig? }
   * content = { role: user / model, parts: [part…] }
   * part    = { text, thought?, thoughtSignature? } / { inlineData } / { fileData }
   *         / { functionCall: { id?, name, args: {…} }, thoughtSignature? } / { functionResponse: { id?, name, response } }
   *
   * A signature goes back in the part that it came in: a thought's with the thought, a call's with the call. The one that
   * comes after text comes in a part of its own, whose text is empty.
   */
  private final JsonWriter json = new JsonWriter();

  byte[] write(Prompt prompt) {
    json.object();
    if (!prompt.instructions().isEmpty()) {
      json.object("systemInstruction").array("parts").object();
      json.field("text", prompt.instructions()).end().end().end();
    }
    json.array("contents");
    prompt.turns().forEach(this::turn);
    json.end();
    tools(prompt.tools());
    toolChoice(prompt.toolChoice());
    generationConfig(prompt);
    json.end();
    return prompt.patched(json.toByteArray());
  }

  private void turn(List<Message> messages) {
    boolean ofModel = messages.getFirst() instanceof Message.Assistant;
    json.object().field("role", ofModel ? "model" : "user").array("parts");
    for (var message : messages) {
      switch (message) {
        case Message.Instructions ignored -> {}
        case Message.User(var content) -> content.forEach(this::content);
        case Message.Assistant(var parts) -> parts(parts);
        case Message.ToolResult result -> result(result);
      }
    }
    json.end().end();
  }

  private void content(Content content) {
    json.object();
    switch (content) {
      case Content.Text(var text) -> json.field("text", text);
      case Content.ImageUri(var uri) ->
          json.object("fileData")
              .field("mimeType", MediaTypes.byName(uri.getPath()))
              .field("fileUri", uri.toString())
              .end();
      case Content.ImageData(var mediaType, var base64) ->
          json.object("inlineData").field("mimeType", mediaType).field("data", base64).end();
    }
    json.end();
  }

  private void parts(List<Completion.Part> parts) {
    for (int i = 0; i < parts.size(); i++) {
      json.object();
      switch (parts.get(i)) {
        case Completion.Text(var text) -> json.field("text", text);
        case Completion.ThinkingBlock block -> {
          json.field("text", block.text());
          if (!block.text().isEmpty()) {
            json.field("thought", true);
          }
          json.field("thoughtSignature", block.signature());
        }
        case ToolCall call -> {
          json.object("functionCall").field("id", call.id()).field("name", call.name());
          json.json("args", Tool.input(call)).end();
          if (i + 1 < parts.size()
              && parts.get(i + 1) instanceof Completion.ThinkingBlock next
              && next.text().isEmpty()
              && next.signature() != null) {
            json.field("thoughtSignature", next.signature());
            i++;
          }
        }
      }
      json.end();
    }
  }

  private void result(Message.ToolResult result) {
    json.object().object("functionResponse");
    json.field("id", result.callId()).field("name", result.tool());
    if (!result.error() && JsonPatch.isObject(result.content())) {
      json.json("response", result.content());
    } else {
      json.object("response").field(result.error() ? "error" : "output", result.content()).end();
    }
    json.end().end();
  }

  private void tools(List<Tool> tools) {
    if (!tools.isEmpty()) {
      json.array("tools").object().array("functionDeclarations");
      for (var tool : tools) {
        json.object()
            .field("name", tool.name())
            .field("description", tool.description())
            .json("parametersJsonSchema", tool.schema())
            .end();
      }
      json.end().end().end();
    }
  }

  private void toolChoice(ToolChoice choice) {
    if (choice instanceof ToolChoice.Auto) {
      return;
    }
    json.object("toolConfig").object("functionCallingConfig");
    json.field("mode", choice instanceof ToolChoice.None ? "NONE" : "ANY");
    if (choice instanceof ToolChoice.Named(var tool)) {
      json.strings("allowedFunctionNames", List.of(tool));
    }
    json.end().end();
  }

  private void generationConfig(Prompt prompt) {
    if (prompt.maxTokens().isEmpty()
        && prompt.temperature().isEmpty()
        && prompt.topP().isEmpty()
        && prompt.stop().isEmpty()
        && prompt.output().isEmpty()
        && prompt.thinking().isEmpty()) {
      return;
    }
    json.object("generationConfig")
        .optional("maxOutputTokens", prompt.maxTokens())
        .optional("temperature", prompt.temperature())
        .optional("topP", prompt.topP())
        .strings("stopSequences", prompt.stop());
    prompt
        .output()
        .ifPresent(schema ->
            json.field("responseMimeType", "application/json")
                .json("responseJsonSchema", schema.schema()));
    prompt.thinking().ifPresent(this::thinking);
    json.end();
  }

  private void thinking(Thinking thinking) {
    json.object("thinkingConfig");
    switch (thinking) {
      case Thinking.Off() -> json.field("thinkingBudget", 0);
      case Thinking.Budget(var tokens) ->
          json.field("thinkingBudget", tokens).field("includeThoughts", true);
      case Thinking.Effort(var level) ->
          json.field("thinkingLevel", level).field("includeThoughts", true);
    }
    json.end();
  }
}
