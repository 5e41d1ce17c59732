package dev.penstock.ollama;

import dev.penstock.json.JsonWriter;
import dev.penstock.prompt.Content;
import dev.penstock.prompt.Message;
import dev.penstock.prompt.Prompt;
import dev.penstock.prompt.Refused;
import dev.penstock.prompt.Thinking;
import dev.penstock.prompt.Tool;
import dev.penstock.prompt.ToolChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the body of a chat request.
 *
 * @see <a href="https://docs.ollama.com/api/chat">Generate a chat message</a>
 */
final class ChatBody {
  /*
   * body    = { model, messages: [message…], tools?, think?: true / false / "level", format?: schema,
   *             options?: { num_predict?, temperature?, top_p?, stop? }, stream: true }
   * message = { role: system, content } / { role: user, content, images?: [base64…] }
   *         / { role: assistant, content, thinking?, tool_calls?: [{ id?, function: { name, arguments: {…} } }] }
   *         / { role: tool, tool_name, tool_call_id?, content }
   */
  private static final String OLLAMA = "Ollama";

  private final JsonWriter json = new JsonWriter();

  byte[] write(Prompt prompt) {
    json.object().field("model", prompt.model()).array("messages");
    prompt.messages().forEach(this::message);
    json.end();
    tools(prompt);
    prompt.thinking().ifPresent(this::thinking);
    prompt.output().ifPresent(schema -> json.json("format", schema.schema()));
    options(prompt);
    json.field("stream", true).end();
    return prompt.patched(json.toByteArray());
  }

  private void message(Message message) {
    json.object();
    switch (message) {
      case Message.Instructions(var text) -> json.field("role", "system").field("content", text);
      case Message.User(var content) -> user(content);
      case Message.Assistant said -> assistant(said);
      case Message.ToolResult result ->
          json.field("role", "tool")
              .field("tool_name", result.tool())
              .field("tool_call_id", result.callId())
              .field("content", result.content());
    }
    json.end();
  }

  private void user(List<Content> content) {
    var text = new StringBuilder();
    var images = new ArrayList<String>();
    for (var part : content) {
      switch (part) {
        case Content.Text(var piece) -> text.append(text.isEmpty() ? "" : "\n").append(piece);
        case Content.ImageData(var mediaType, var base64) -> images.add(base64);
        case Content.ImageUri ignored ->
            throw Refused.by(OLLAMA, "to fetch an image", "give its bytes");
      }
    }
    json.field("role", "user").field("content", text.toString()).strings("images", images);
  }

  private void assistant(Message.Assistant said) {
    json.field("role", "assistant").field("content", said.text());
    if (!said.thinking().isEmpty()) {
      json.field("thinking", said.thinking());
    }
    if (!said.toolCalls().isEmpty()) {
      json.array("tool_calls");
      for (var call : said.toolCalls()) {
        json.object().field("id", call.id()).object("function").field("name", call.name());
        json.json("arguments", Tool.input(call)).end().end();
      }
      json.end();
    }
  }

  private void tools(Prompt prompt) {
    switch (prompt.toolChoice()) {
      case ToolChoice.Auto() -> {}
      case ToolChoice.None() -> {
        // It calls no tool that it does not know.
        return;
      }
      case ToolChoice.Required ignored -> throw mustCall();
      case ToolChoice.Named ignored -> throw mustCall();
    }
    if (!prompt.tools().isEmpty()) {
      json.array("tools");
      for (var tool : prompt.tools()) {
        json.object().field("type", "function").object("function");
        json.field("name", tool.name()).field("description", tool.description());
        json.json("parameters", tool.schema()).end().end();
      }
      json.end();
    }
  }

  private static IllegalArgumentException mustCall() {
    return Refused.by(OLLAMA, "to call a tool", "leave the choice to it");
  }

  private void thinking(Thinking thinking) {
    switch (thinking) {
      case Thinking.Off() -> json.field("think", false);
      case Thinking.Effort(var level) -> json.field("think", level);
      case Thinking.Budget ignored ->
          throw Refused.by(OLLAMA, "how many tokens to think for", "use Thinking.effort");
    }
  }

  private void options(Prompt prompt) {
    if (prompt.maxTokens().isEmpty()
        && prompt.temperature().isEmpty()
        && prompt.topP().isEmpty()
        && prompt.stop().isEmpty()) {
      return;
    }
    json.object("options")
        .optional("num_predict", prompt.maxTokens())
        .optional("temperature", prompt.temperature())
        .optional("top_p", prompt.topP())
        .strings("stop", prompt.stop())
        .end();
  }
}
