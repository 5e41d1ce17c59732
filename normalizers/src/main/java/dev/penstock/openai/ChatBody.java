package dev.penstock.openai;

import dev.penstock.json.JsonWriter;
import dev.penstock.prompt.Content;
import dev.penstock.prompt.Message;
import dev.penstock.prompt.Prompt;
import dev.penstock.prompt.Refused;
import dev.penstock.prompt.Thinking;
import dev.penstock.prompt.Tool;
import dev.penstock.prompt.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of a Chat Completions request.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Create chat
 *     completion</a>
 */
final class ChatBody {
  /*
   * body    = { model, messages: [message…], tools?, tool_choice?, max…tokens?, temperature?, top_p?, stop?,
   *             reasoning_effort?, response_format?, stream: true, stream_options: { include_usage: true } }
   * message = { role: system, content } / { role: user, content: "text" / [part…] }
   *         / { role: assistant, content, tool_calls? } / { role: tool, tool_call_id, content }
   */
  private final JsonWriter json = new JsonWriter();
  private final String maxTokens;
  private final @Nullable String thinkingField;

  /**
   * Makes one.
   *
   * @param maxTokens the name of the field that bounds the answer
   * @param thinkingField the field of an assistant's message that takes its thinking; null for none
   */
  ChatBody(String maxTokens, @Nullable String thinkingField) {
    this.maxTokens = maxTokens;
    this.thinkingField = thinkingField;
  }

  byte[] write(Prompt given) {
    var prompt = given.withCallIds();
    json.object().field("model", prompt.model()).array("messages");
    prompt.messages().forEach(this::message);
    json.end();
    tools(prompt.tools());
    toolChoice(prompt.toolChoice());
    json.optional(maxTokens, prompt.maxTokens())
        .optional("temperature", prompt.temperature())
        .optional("top_p", prompt.topP())
        .strings("stop", prompt.stop());
    prompt.thinking().map(ChatBody::effort).ifPresent(word -> json.field("reasoning_effort", word));
    prompt
        .output()
        .ifPresent(schema ->
            json.object("response_format")
                .field("type", "json_schema")
                .object("json_schema")
                .field("name", schema.name())
                .json("schema", schema.schema())
                .field("strict", true)
                .end()
                .end());
    json.field("stream", true).object("stream_options").field("include_usage", true).end().end();
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
    var calls = said.toolCalls();
    var text = said.text();
    json.field("role", "assistant");
    if (text.isEmpty() && !calls.isEmpty()) {
      json.json("content", "null");
    } else {
      json.field("content", text);
    }
    if (thinkingField != null && !said.thinking().isEmpty()) {
      json.field(thinkingField, said.thinking());
    }
    if (!calls.isEmpty()) {
      json.array("tool_calls");
      for (var call : calls) {
        // The arguments as they were, even if they are no JSON: it is a text here.
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
      case ToolChoice.None() -> json.field("tool_choice", "none");
      case ToolChoice.Required() -> json.field("tool_choice", "required");
      case ToolChoice.Named(var tool) ->
          json.object("tool_choice")
              .field("type", "function")
              .object("function")
              .field("name", tool)
              .end()
              .end();
    }
  }

  /** {@return the word for how hard to think} */
  static String effort(Thinking thinking) {
    return switch (thinking) {
      case Thinking.Off() -> "none";
      case Thinking.Effort(var level) -> level;
      case Thinking.Budget ignored ->
          throw Refused.by("OpenAI", "how many tokens to think for", "use Thinking.effort");
    };
  }
}
