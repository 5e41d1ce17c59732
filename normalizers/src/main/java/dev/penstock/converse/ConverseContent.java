package dev.penstock.converse;

import dev.penstock.EventSink;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.RedactedThinking;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code start} of a block says, or a {@code delta} of it, or a block of a complete
 * answer.
 */
final class ConverseContent {
  /*
   * start   = { toolUse: { toolUseId, name, type? } } / others: what AWS runs itself
   * delta   = { text } / { toolUse: { input: "fragment" } } / { citation } / others
   *         / { reasoningContent: { text } / { signature } / { redactedContent } }
   * content = { text } / { toolUse: { toolUseId, name, input: {…} } } / others
   *         / { reasoningContent: { reasoningText: { text, signature } } / { redactedContent } }
   *         / { citationsContent: { content: [{ text }…], citations: […] } }
   */
  private final List<String> citations = new ArrayList<>();
  private @Nullable String text;
  private @Nullable String thinking;
  private @Nullable String signature;
  private @Nullable String redacted;
  private boolean hasToolUse;
  private boolean isServerTool;
  private @Nullable String toolUseId;
  private @Nullable String toolName;
  private String toolInput = "";
  private boolean unknown;

  void clear() {
    citations.clear();
    text = null;
    thinking = null;
    signature = null;
    redacted = null;
    hasToolUse = false;
    isServerTool = false;
    toolUseId = null;
    toolName = null;
    toolInput = "";
    unknown = false;
  }

  void read(JsonCursor json) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "text" -> text = json.text();
        case "reasoningContent" -> reasoning(json);
        case "toolUse" -> toolUse(json);
        case "citation" -> citation(json);
        case "citationsContent" -> cited(json);
        default -> unknown |= json.skipContent();
      }
    }
  }

  private void reasoning(JsonCursor json) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "text" -> thinking = json.text();
        case "signature" -> signature = json.text();
        case "redactedContent" -> redacted = json.text();
        case "reasoningText" -> reasoning(json);
        default -> unknown |= json.skipContent();
      }
    }
  }

  private void toolUse(JsonCursor json) {
    hasToolUse = json.isObject();
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "toolUseId" -> toolUseId = json.text();
        case "name" -> toolName = json.text();
        case "type" -> isServerTool = json.is("server_tool_use");
        case "input" -> {
          var input = json.isObject() ? json.compact() : json.text();
          toolInput = input == null ? "" : input;
        }
      }
    }
  }

  private void citation(JsonCursor json) {
    if (json.isObject()) {
      citations.add(json.raw());
    }
  }

  private void cited(JsonCursor json) {
    var whole = new StringBuilder();
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "citations" -> {
          for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            citation(json);
          }
        }
        case "content" -> {
          for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            for (var field = json.firstField(); field != null; field = json.nextField()) {
              var said = field.equals("text") ? json.text() : null;
              whole.append(said == null ? "" : said);
            }
          }
        }
      }
    }
    text = whole.isEmpty() ? null : whole.toString();
  }

  /** {@return whether it is a call of a tool that the program is to run} */
  boolean isCall() {
    return hasToolUse && !isServerTool;
  }

  /**
   * Gives the events to the sink.
   *
   * @param index the block's index
   * @param call whether a {@code toolUse} in it is a call of a tool that the program is to run
   * @return whether all of it has events
   */
  boolean emit(int index, boolean call, EventSink sink) {
    if (thinking != null) {
      sink.event(new ThinkingDelta(thinking));
    }
    if (signature != null) {
      sink.event(new ThinkingSignature(signature));
    }
    if (redacted != null) {
      sink.event(new RedactedThinking(redacted));
    }
    if (text != null) {
      sink.event(new TextDelta(text));
    }
    for (int i = 0; i < citations.size(); i++) {
      sink.event(new Citation(citations.get(i)));
    }
    if (!hasToolUse) {
      return !unknown;
    }
    if (call && (toolUseId != null || toolName != null || !toolInput.isEmpty())) {
      sink.event(new ToolCallDelta(index, toolUseId, toolName, toolInput));
    }
    return call && !unknown;
  }
}
