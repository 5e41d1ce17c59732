package dev.penstock.openai;

import dev.penstock.Completion;
import dev.penstock.ToolCall;
import dev.penstock.json.JsonWriter;
import dev.penstock.prompt.Content;
import dev.penstock.prompt.Message;
import dev.penstock.prompt.Prompt;
import dev.penstock.prompt.Refused;
import dev.penstock.prompt.Thinking;
import dev.penstock.prompt.Tool;
import dev.penstock.prompt.ToolChoice;
import java.util.List;

/**
 * Writes the body of a Responses request.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">Create a model
 *     response</a>
 */
final class ResponsesBody {
  /*
   * body = { model, instructions?, input: [item…], tools?, tool_choice?, max_output_tokens?, temperature?, top_p?,
   *          reasoning?: { effort }, include?, text?: { format }, store: false, stream: true }
   * item = { role: user, content: "text" / [part…] } / { role: assistant, content: [{ type: output_text, text }] }
   *      / { type: reasoning, summary: [part…], encrypted_content } / { type: function_call, call_id, name, arguments }
   *      / { type: function_call_output, call_id, output }
   *
   * The whole conversation is sent each time, so nothing needs to be stored, and what was reasoned comes back encrypted.
   * Reasoning goes without its id, which the API takes where the encrypted content is there.
   */
  private final JsonWriter json = new JsonWriter();

  byte[] write(Prompt given) {
    var prompt = given.withCallIds();
    if (!prompt.stop().isEmpty()) {
      throw Refused.by("the Responses API", "stop sequences", "use Chat Completions");
    }
    json.object().field("model", prompt.model());
    if (!prompt.instructions().isEmpty()) {
      json.field("instructions", prompt.instructions());
    }
    json.array("input");
    prompt.messages().forEach(this::message);
    json.end();
    tools(prompt.tools());
    toolChoice(prompt.toolChoice());
    json.optional("max_output_tokens", prompt.maxTokens())
        .optional("temperature", prompt.temperature())
        .optional("top_p", prompt.topP());
    prompt.thinking().ifPresent(this::thinking);
    prompt
        .output()
        .ifPresent(schema ->
            json.object("text")
                .object("format")
                .field("type", "json_schema")
                .field("name", schema.name())
                .json("schema", schema.schema())
                .field("strict", true)
                .end()
                .end());
    json.field("store", false).field("stream", true).end();
    return prompt.patched(json.toByteArray());
  }

  private void message(Message message) {
    switch (message) {
      case Message.Instructions ignored -> {}
      case Message.User(var content) -> {
        json.object().field("role", "user");
        content(content);
        json.end();
      }
      case Message.Assistant(var parts) -> parts.forEach(this::item);
      case Message.ToolResult result ->
          json.object()
              .field("type", "function_call_output")
              .field("call_id", result.callId())
              .field("output", result.content())
              .end();
    }
  }

  private void content(List<Content> content) {
    if (content.size() == 1 && content.getFirst() instanceof Content.Text(var text)) {
      json.field("content", text);
      return;
    }
    json.array("content");
    for (var part : content) {
      json.object();
      switch (part) {
        case Content.Text(var text) -> json.field("type", "input_text").field("text", text);
        case Content.ImageUri(var uri) -> image(uri.toString());
        case Content.ImageData data -> image(data.dataUrl());
      }
      json.end();
    }
    json.end();
  }

  private void image(String url) {
    json.field("type", "input_image").field("image_url", url);
  }

  private void item(Completion.Part part) {
    switch (part) {
      case Completion.Text(var text) ->
          json.object()
              .field("role", "assistant")
              .array("content")
              .object()
              .field("type", "output_text")
              .field("text", text)
              .end()
              .end()
              .end();
      case Completion.ThinkingBlock block -> reasoning(block);
      case ToolCall call ->
          json.object()
              .field("type", "function_call")
              .field("call_id", call.id())
              .field("name", call.name())
              .field("arguments", call.arguments().isBlank() ? "{}" : call.arguments())
              .end();
    }
  }

  private void reasoning(Completion.ThinkingBlock block) {
    if (block.signature() == null) {
      // It could be sent back by its id alone, which would have to be stored.
      return;
    }
    json.object().field("type", "reasoning").array("summary");
    if (!block.text().isEmpty()) {
      json.object().field("type", "summary_text").field("text", block.text()).end();
    }
    json.end().field("encrypted_content", block.signature()).end();
  }

  private void tools(List<Tool> tools) {
    if (!tools.isEmpty()) {
      json.array("tools");
      for (var tool : tools) {
        json.object().field("type", "function").field("name", tool.name());
        json.field("description", tool.description()).json("parameters", tool.schema());
        // Unlike Chat Completions it takes every schema for a strict one, unless told.
        json.field("strict", false).end();
      }
      json.end();
    }
  }

  private void toolChoice(ToolChoice choice) {
    switch (choice) {
      case ToolChoice.Auto() -> {}
      case ToolChoice.None() -> json.field("tool_choice", "none");
      case ToolChoice.Required() -> json.field("tool_choice", "required");
      case ToolChoice.Named(var tool) ->
          json.object("tool_choice").field("type", "function").field("name", tool).end();
    }
  }

  private void thinking(Thinking thinking) {
    json.object("reasoning").field("effort", ChatBody.effort(thinking)).end();
    if (!(thinking instanceof Thinking.Off)) {
      json.strings("include", List.of("reasoning.encrypted_content"));
    }
  }
}
