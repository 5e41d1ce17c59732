package dev.penstock.openai;

import dev.penstock.EventSink;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.RedactedThinking;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code delta} (or {@code message}) says: read first, emitted when its place is known,
 * since fields come in any order.
 */
final class ChatDelta {
  /*
   * delta     = { role, content, refusal, tool_calls: [call…], function_call?: function, annotations?: […] }
   * content   = null / "text" / [part…]
   * part      = { type, text / thinking: "text" / [part…] / refusal }                          Mistral: thinking
   * call      = { index?, id?, type?, function / custom: { name, input } }
   * function  = { name?, arguments?: "fragment" / {…} }
   *
   * Thinking comes as reasoning_content (DeepSeek, vLLM, xAI), reasoning (Groq, OpenRouter, Ollama), or as
   * reasoning_details: [{ type, text / summary / data, signature? }] (OpenRouter); where a server sends two of them, they
   * say the same.
   */
  private final List<StreamEvent> content = new ArrayList<>();
  private final List<StreamEvent> details = new ArrayList<>();
  private final List<StreamEvent> refusals = new ArrayList<>();
  private final List<StreamEvent> calls = new ArrayList<>();
  private @Nullable String reasoningContent;
  private @Nullable String reasoning;
  private @Nullable String callName;
  private String callArguments = "";
  private boolean unknown;

  void clear() {
    content.clear();
    details.clear();
    refusals.clear();
    calls.clear();
    reasoningContent = null;
    reasoning = null;
    unknown = false;
  }

  void read(JsonCursor json) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "role" -> {}
        case "content" -> content(json);
        case "reasoning_content" -> reasoningContent = json.text();
        case "reasoning" -> reasoning = json.text();
        case "reasoning_details" -> reasoningDetails(json);
        case "refusal" -> refusal(json);
        case "tool_calls" -> toolCalls(json);
        case "function_call" -> functionCall(json);
        case "annotations" -> annotations(json);
        default -> unknown |= json.skipContent();
      }
    }
  }

  boolean isEmpty() {
    return content.isEmpty()
        && details.isEmpty()
        && refusals.isEmpty()
        && calls.isEmpty()
        && reasoningContent == null
        && reasoning == null;
  }

  /**
   * Gives what was read to the sink; returns whether there was something in it that has no event.
   */
  boolean emit(EventSink sink) {
    var thinking = reasoningContent != null ? reasoningContent : reasoning;
    if (thinking != null) {
      sink.event(new ThinkingDelta(thinking));
    }
    for (int i = 0; i < details.size(); i++) {
      if (thinking == null || !(details.get(i) instanceof ThinkingDelta)) {
        sink.event(details.get(i));
      }
    }
    emit(content, sink);
    emit(refusals, sink);
    emit(calls, sink);
    return unknown;
  }

  private static void emit(List<StreamEvent> events, EventSink sink) {
    for (int i = 0; i < events.size(); i++) {
      sink.event(events.get(i));
    }
  }

  private void content(JsonCursor json) {
    if (json.isArray()) {
      for (boolean more = json.firstElement(); more; more = json.nextElement()) {
        part(json, /* thought= */ false);
      }
    } else {
      part(json, /* thought= */ false);
    }
  }

  private void part(JsonCursor json, boolean thought) {
    var text = json.text();
    if (text != null) {
      content.add(thought ? new ThinkingDelta(text) : new TextDelta(text));
    }
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "type", "closed" -> {}
        case "text" -> part(json, thought);
        case "thinking" -> {
          if (json.isArray()) {
            for (boolean more = json.firstElement(); more; more = json.nextElement()) {
              part(json, /* thought= */ true);
            }
          } else {
            part(json, /* thought= */ true);
          }
        }
        case "refusal" -> refusal(json);
        case "annotations" -> annotations(json);
        default -> unknown |= json.skipContent();
      }
    }
  }

  private void refusal(JsonCursor json) {
    var refusal = json.text();
    if (refusal != null) {
      refusals.add(new RefusalDelta(refusal));
    }
  }

  private void annotations(JsonCursor json) {
    for (boolean more = json.firstElement(); more; more = json.nextElement()) {
      content.add(new Citation(json.raw()));
    }
  }

  private void reasoningDetails(JsonCursor json) {
    for (boolean more = json.firstElement(); more; more = json.nextElement()) {
      String text = null;
      String signature = null;
      String encrypted = null;
      for (var name = json.firstField(); name != null; name = json.nextField()) {
        switch (name) {
          case "text", "summary" -> text = json.text();
          case "signature" -> signature = json.text();
          case "data" -> encrypted = json.text();
        }
      }
      if (text != null) {
        details.add(new ThinkingDelta(text));
      }
      if (signature != null) {
        details.add(new ThinkingSignature(signature));
      }
      if (encrypted != null) {
        details.add(new RedactedThinking(encrypted));
      }
    }
  }

  private void toolCalls(JsonCursor json) {
    if (json.isArray()) {
      int position = 0;
      for (boolean more = json.firstElement(); more; more = json.nextElement()) {
        toolCall(json, position++);
      }
    } else {
      toolCall(json, 0);
    }
  }

  private void toolCall(JsonCursor json, int position) {
    int index = position;
    String id = null;
    callName = null;
    callArguments = "";
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "index" -> index = (int) json.number(position);
        case "id" -> id = json.text();
        case "function", "custom" -> function(json);
      }
    }
    addCall(index, id);
  }

  private void functionCall(JsonCursor json) {
    callName = null;
    callArguments = "";
    function(json);
    addCall(0, null);
  }

  private void function(JsonCursor json) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "name" -> callName = json.text();
        case "arguments", "input" -> callArguments = arguments(json);
      }
    }
  }

  private static String arguments(JsonCursor json) {
    if (json.isObject() || json.isArray()) {
      return json.compact();
    }
    var fragment = json.scalar();
    return fragment == null ? "" : fragment;
  }

  private void addCall(int index, @Nullable String id) {
    if (id != null || callName != null || !callArguments.isEmpty()) {
      calls.add(new ToolCallDelta(index, id, callName, callArguments));
    }
  }
}
