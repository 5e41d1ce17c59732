package dev.penstock.anthropic;

import dev.penstock.Completion;
import dev.penstock.ToolCall;
import dev.penstock.json.JsonWriter;
import dev.penstock.prompt.Content;
import dev.penstock.prompt.Message;
import dev.penstock.prompt.Prompt;
import dev.penstock.prompt.Thinking;
import dev.penstock.prompt.Tool;
import dev.penstock.prompt.ToolChoice;
import java.util.List;

/**
 * Writes the body of a Messages request.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
final class MessagesBody {
  /*
   * body    = { model, max_tokens, system?, messages: [message…], tools?, tool_choice?, temperature?, top_p?,
   *             stop_sequences?, thinking?, output_config?: { effort?, format? }, stream: true }
   * message = { role: user / assistant, content: [block…] }
   * block   = { type: text, text } / { type: image, source } / { type: thinking, thinking, signature }
   *         / { type: redacted_thinking, data } / { type: tool_use, id, name, input: {…} }
   *         / { type: tool_result, tool_use_id, content, is_error? }
   *
   * All results of a turn's calls stand in one message, which Prompt.turns() sees to.
   */
  private final JsonWriter json = new JsonWriter();

  byte[] write(Prompt given) {
    var prompt = given.withCallIds();
    json.object().field("model", prompt.model()).field("max_tokens", maxTokens(prompt));
    if (!prompt.instructions().isEmpty()) {
      json.field("system", prompt.instructions());
    }
    json.array("messages");
    prompt.turns().forEach(this::turn);
    json.end();
    tools(prompt.tools());
    toolChoice(prompt.toolChoice());
    json.optional("temperature", prompt.temperature())
        .optional("top_p", prompt.topP())
        .strings("stop_sequences", prompt.stop());
    thinking(prompt);
    json.field("stream", true).end();
    return prompt.patched(json.toByteArray());
  }

  private static int maxTokens(Prompt prompt) {
    int thinking =
        prompt.thinking().orElse(null) instanceof Thinking.Budget(var tokens) ? tokens : 0;
    return prompt.maxTokens().orElse(Anthropic.DEFAULT_MAX_TOKENS + thinking);
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
      case Content.Text(var text) -> json.field("type", "text").field("text", text);
      case Content.ImageUri(var uri) ->
          json.field("type", "image")
              .object("source")
              .field("type", "url")
              .field("url", uri.toString())
              .end();
      case Content.ImageData(var mediaType, var base64) ->
          json.field("type", "image")
              .object("source")
              .field("type", "base64")
              .field("media_type", mediaType)
              .field("data", base64)
              .end();
    }
    json.end();
  }

  private void part(Completion.Part part) {
    switch (part) {
      case Completion.Text(var text) ->
          json.object().field("type", "text").field("text", text).end();
      case Completion.ThinkingBlock block -> thinkingBlock(block);
      case ToolCall call ->
          json.object()
              .field("type", "tool_use")
              .field("id", call.id())
              .field("name", call.name())
              .json("input", Tool.input(call))
              .end();
    }
  }

  private void thinkingBlock(Completion.ThinkingBlock block) {
    if (block.redacted() != null) {
      json.object().field("type", "redacted_thinking").field("data", block.redacted()).end();
    } else if (block.signature() != null) {
      json.object()
          .field("type", "thinking")
          .field("thinking", block.text())
          .field("signature", block.signature())
          .end();
    }
    // Without a signature it would be refused.
  }

  private void result(Message.ToolResult result) {
    json.object()
        .field("type", "tool_result")
        .field("tool_use_id", result.callId())
        .field("content", result.content());
    if (result.error()) {
      json.field("is_error", true);
    }
    json.end();
  }

  private void tools(List<Tool> tools) {
    if (!tools.isEmpty()) {
      json.array("tools");
      for (var tool : tools) {
        json.object()
            .field("name", tool.name())
            .field("description", tool.description())
            .json("input_schema", tool.schema())
            .end();
      }
      json.end();
    }
  }

  private void toolChoice(ToolChoice choice) {
    switch (choice) {
      case ToolChoice.Auto() -> {}
      case ToolChoice.None() -> json.object("tool_choice").field("type", "none").end();
      case ToolChoice.Required() -> json.object("tool_choice").field("type", "any").end();
      case ToolChoice.Named(var tool) ->
          json.object("tool_choice").field("type", "tool").field("name", tool).end();
    }
  }

  private void thinking(Prompt prompt) {
    var thinking = prompt.thinking().orElse(null);
    var output = prompt.output().orElse(null);
    switch (thinking) {
      case null -> {}
      case Thinking.Off() -> json.object("thinking").field("type", "disabled").end();
      case Thinking.Budget(var tokens) ->
          json.object("thinking").field("type", "enabled").field("budget_tokens", tokens).end();
      case Thinking.Effort ignored -> json.object("thinking").field("type", "adaptive").end();
    }
    if (thinking instanceof Thinking.Effort || output != null) {
      json.object("output_config");
      if (thinking instanceof Thinking.Effort(var level)) {
        json.field("effort", level);
      }
      if (output != null) {
        json.object("format").field("type", "json_schema").json("schema", output.schema()).end();
      }
      json.end();
    }
  }
}
