package dev.penstock.cohere;

import dev.penstock.EventSink;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one {@code message} says, of a delta or of a complete answer. */
final class CohereMessage {
  /*
   * message = { content: part(s), tool_calls: call(s), citations: citation(s), tool_plan }
   * part    = { type, text / thinking }
   * call    = { id?, function: { name?, arguments } }
   *
   * A delta has one of each, not in an array; a complete answer has arrays.
   */
  private record Call(@Nullable String id, @Nullable String name, String arguments) {}

  private final List<StreamEvent> content = new ArrayList<>();
  private final List<StreamEvent> citations = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private boolean unknown;

  void clear() {
    content.clear();
    citations.clear();
    calls.clear();
    unknown = false;
  }

  boolean isEmpty() {
    return content.isEmpty() && citations.isEmpty() && calls.isEmpty();
  }

  void read(JsonCursor json) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "role" -> {}
        case "content" -> content(json);
        case "tool_calls" -> calls(json);
        case "citations" -> citations(json);
        default -> unknown |= json.skipContent();
      }
    }
  }

  private void content(JsonCursor json) {
    if (json.isArray()) {
      for (boolean more = json.firstElement(); more; more = json.nextElement()) {
        content(json);
      }
      return;
    }
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "type" -> {}
        case "text" -> {
          var text = json.text();
          if (text != null) {
            content.add(new TextDelta(text));
          }
        }
        case "thinking" -> {
          var thinking = json.text();
          if (thinking != null) {
            content.add(new ThinkingDelta(thinking));
          }
        }
        default -> unknown |= json.skipContent();
      }
    }
  }

  private void calls(JsonCursor json) {
    if (json.isArray()) {
      for (boolean more = json.firstElement(); more; more = json.nextElement()) {
        calls(json);
      }
      return;
    }
    String id = null;
    String name = null;
    String arguments = null;
    for (var field = json.firstField(); field != null; field = json.nextField()) {
      switch (field) {
        case "id" -> id = json.text();
        case "function" -> {
          for (var part = json.firstField(); part != null; part = json.nextField()) {
            switch (part) {
              case "name" -> name = json.text();
              case "arguments" -> arguments = json.isObject() ? json.compact() : json.text();
            }
          }
        }
      }
    }
    if (id != null || name != null || arguments != null) {
      calls.add(new Call(id, name, arguments == null ? "" : arguments));
    }
  }

  private void citations(JsonCursor json) {
    if (json.isArray()) {
      for (boolean more = json.firstElement(); more; more = json.nextElement()) {
        citations(json);
      }
    } else if (json.isObject()) {
      citations.add(new Citation(json.raw()));
    }
  }

  /**
   * Gives the events to the sink.
   *
   * @param index the index of the first call
   * @return whether all of it has events
   */
  boolean emit(int index, EventSink sink) {
    content.forEach(sink::event);
    citations.forEach(sink::event);
    int next = index;
    for (var call : calls) {
      sink.event(new ToolCallDelta(next++, call.id(), call.name(), call.arguments()));
    }
    return !unknown;
  }
}
