package dev.penstock.cohere;

import dev.penstock.Completion;
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
 * Writes the body of a chat request, version 2.
 *
 * @see <a href="https://docs.cohere.com/reference/chat-stream">Chat with streaming</a>
 */
final class ChatBody {
  /*
   * body    = { model, messages: [message…], tools?, tool_choice?: REQUIRED / NONE, max_tokens?, temperature?, p?,
   *             stop_sequences?, thinking?, response_format?, stream: true }
   * message = { role: system, content } / { role: user, content: "text" / [part…] }
   *         / { role: assistant, content?: [{ type: thinking / text }…], tool_calls? } / { role: tool, tool_call_id, content }
   */
  private static final String COHERE = "Cohere";

  private final JsonWriter json = new JsonWriter();

  byte[] write(Prompt given) {
    var prompt = given.withCallIds();
    json.object().field("model", prompt.model()).array("messages");
    prompt.messages().forEach(this::message);
    json.end();
    tools(prompt.tools());
    toolChoice(prompt.toolChoice());
    json.optional("max_tokens", prompt.maxTokens())
        .optional("temperature", prompt.temperature())
        .optional("p", prompt.topP())
        .strings("stop_sequences", prompt.stop());
    prompt.thinking().ifPresent(this::thinking);
    prompt
        .output()
        .ifPresent(schema ->
            json.object("response_format")
                .field("type", "json_object")
                .json("json_schema", schema.schema())
                .end());
    json.field("stream", true).end();
    return prompt.patched(json.toByteArray());
  }

  private void message(Message message) {
    json.object();
    switch (message) {
      case Message.Instructions(var text) -> json.field("role", "system").field("content", text);
      case Message.User(var content) -> {
        json.field("role", "user");
        content(content);
      }
      case Message.Assistant said -> assistant(said);
      case Message.ToolResult result ->
          json.field("role", "tool")
              .field("tool_call_id", result.callId())
              .field("content", result.content());
    }
    json.end();
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
        case Content.Text(var text) -> json.field("type", "text").field("text", text);
        case Content.ImageUri(var uri) -> image(uri.toString());
        case Content.ImageData data -> image(data.dataUrl());
      }
      json.end();
    }
    json.end();
  }

  private void image(String url) {
    json.field("type", "image_url").object("image_url").field("url", url).end();
  }

  private void assistant(Message.Assistant said) {
    json.field("role", "assistant");
    if (!said.text().isEmpty() || !said.thinking().isEmpty()) {
      json.array("content");
      for (var part : said.parts()) {
        if (part instanceof Completion.Text(var text)) {
          json.object().field("type", "text").field("text", text).end();
        } else if (part instanceof Completion.ThinkingBlock block && !block.text().isEmpty()) {
          json.object().field("type", "thinking").field("thinking", block.text()).end();
        }
      }
      json.end();
    }
    if (!said.toolCalls().isEmpty()) {
      json.array("tool_calls");
      for (var call : said.toolCalls()) {
        var arguments = call.arguments().isBlank() ? "{}" : call.arguments();
        json.object().field("id", call.id()).field("type", "function").object("function");
        json.field("name", call.name()).field("arguments", arguments).end().end();
      }
      json.end();
    }
  }

  private void tools(List<Tool> tools) {
    if (!tools.isEmpty()) {
      json.array("tools");
      for (var tool : tools) {
        json.object().field("type", "function").object("function");
        json.field("name", tool.name()).field("description", tool.description());
        json.json("parameters", tool.schema()).end().end();
      }
      json.end();
    }
  }

  private void toolChoice(ToolChoice choice) {
    switch (choice) {
      case ToolChoice.Auto() -> {}
      case ToolChoice.None() -> json.field("tool_choice", "NONE");
      case ToolChoice.Required() -> json.field("tool_choice", "REQUIRED");
      case ToolChoice.Named ignored ->
          throw Refused.by(COHERE, "which tool to call", "give that tool alone, and REQUIRED");
    }
  }

  private void thinking(Thinking thinking) {
    json.object("thinking");
    switch (thinking) {
      case Thinking.Off() -> json.field("type", "disabled");
      case Thinking.Budget(var tokens) ->
          json.field("type", "enabled").field("token_budget", tokens);
      case Thinking.Effort ignored ->
          throw Refused.by(COHERE, "how hard to think", "use Thinking.budget");
    }
    json.end();
  }
}
