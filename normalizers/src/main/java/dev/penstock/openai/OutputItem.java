package dev.penstock.openai;

import dev.penstock.EventSink;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.json.JsonCursor;
import dev.penstock.openai.Given.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one output item says, when it is added, when it is done, or as part of a complete answer.
 */
final class OutputItem {
  /*
   * item = { type: message, content: [{ type, text, annotations } / { type, refusal }…] }
   *      / { type: reasoning, summary: [{ text }…], content: [{ text }…], encrypted_content }
   *      / { type: function_call, call_id, name, arguments } / { type: custom_tool_call, call_id, name, input }
   *      / others: what the provider runs itself
   */
  private record Part(@Nullable String text, @Nullable String refusal, List<String> annotations) {}

  private final List<Part> content = new ArrayList<>();
  private final List<Part> summary = new ArrayList<>();
  private @Nullable String type;
  private @Nullable String callId;
  private @Nullable String name;
  private @Nullable String arguments;
  private @Nullable String encryptedContent;

  void clear() {
    content.clear();
    summary.clear();
    type = null;
    callId = null;
    name = null;
    arguments = null;
    encryptedContent = null;
  }

  void read(JsonCursor json) {
    clear();
    for (var field = json.firstField(); field != null; field = json.nextField()) {
      switch (field) {
        case "type" -> type = json.word();
        case "call_id" -> callId = json.text();
        case "name" -> name = json.text();
        case "arguments", "input" -> arguments = json.isObject() ? json.compact() : json.text();
        case "encrypted_content" -> encryptedContent = json.text();
        case "content" -> parts(json, content);
        case "summary" -> parts(json, summary);
      }
    }
  }

  private static void parts(JsonCursor json, List<Part> parts) {
    for (boolean more = json.firstElement(); more; more = json.nextElement()) {
      String text = null;
      String refusal = null;
      var annotations = new ArrayList<String>();
      for (var field = json.firstField(); field != null; field = json.nextField()) {
        switch (field) {
          case "text" -> text = json.text();
          case "refusal" -> refusal = json.text();
          case "annotations" -> {
            for (boolean next = json.firstElement(); next; next = json.nextElement()) {
              annotations.add(json.raw());
            }
          }
        }
      }
      parts.add(new Part(text, refusal, annotations));
    }
  }

  /** {@return whether it is a call of a tool that the program is to run} */
  boolean isCall() {
    return "function_call".equals(type) || "custom_tool_call".equals(type);
  }

  /** Gives what can be given when the item is added; returns whether the item is known. */
  boolean emitAdded(int index, Given given, EventSink sink) {
    given.forget(index);
    if (isCall()) {
      given.add(Kind.CALL, index, 0);
      sink.event(new ToolCallDelta(index, callId, name, ""));
      return true;
    }
    return "message".equals(type) || "reasoning".equals(type);
  }

  /** Gives what was not given yet; returns whether the item is known. */
  boolean emitDone(int index, Given given, EventSink sink) {
    switch (type) {
      case "message" -> message(index, given, sink);
      case "reasoning" -> reasoning(index, given, sink);
      case "function_call", "custom_tool_call" -> call(index, given, sink);
      case null, default -> {
        return false;
      }
    }
    given.forget(index);
    return true;
  }

  private void message(int index, Given given, EventSink sink) {
    // Bedrock numbers the parts otherwise in its deltas than they stand here.
    boolean hasText = given.hasAny(Kind.TEXT, index);
    boolean hasRefusal = given.hasAny(Kind.REFUSAL, index);
    for (var part : content) {
      if (part.text() != null && !hasText) {
        sink.event(new TextDelta(part.text()));
        part.annotations().forEach(annotation -> sink.event(new Citation(annotation)));
      }
      if (part.refusal() != null && !hasRefusal) {
        sink.event(new RefusalDelta(part.refusal()));
      }
    }
  }

  private void call(int index, Given given, EventSink sink) {
    var left = arguments == null || given.hasAny(Kind.ARGUMENTS, index) ? "" : arguments;
    if (!left.isEmpty() || !given.hasAny(Kind.CALL, index)) {
      sink.event(new ToolCallDelta(index, callId, name, left));
    }
  }

  private void reasoning(int index, Given given, EventSink sink) {
    if (!given.hasAny(Kind.THINKING, index)) {
      for (var part : summary.isEmpty() ? content : summary) {
        if (part.text() != null) {
          sink.event(new ThinkingDelta(part.text()));
        }
      }
    }
    if (encryptedContent != null) {
      sink.event(new ThinkingSignature(encryptedContent));
    }
  }
}
