package dev.penstock.gemini;

import dev.penstock.EventSink;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one {@code step} of an interaction says, or one {@code delta} of a step. */
final class Step {
  /*
   * step  = { type: thought, summary?: [content…], signature? } / { type: model_output, content?: [content…] }
   *       / { type: function_call, id, name, arguments: {…} } / others: what the provider runs itself
   * delta = { type: text, text } / { type: thought_summary, content } / { type: thought_signature, signature }
   *       / { type: arguments_delta, arguments: "fragment" } / { type: text_annotation_delta, annotations: […] } / others
   */
  private final List<String> texts = new ArrayList<>();
  private final List<StreamEvent> citations = new ArrayList<>();
  private @Nullable String type;
  private @Nullable String id;
  private @Nullable String name;
  private @Nullable String signature;
  private String arguments = "";

  void clear() {
    texts.clear();
    citations.clear();
    type = null;
    id = null;
    name = null;
    signature = null;
    arguments = "";
  }

  void read(JsonCursor json) {
    clear();
    for (var field = json.firstField(); field != null; field = json.nextField()) {
      switch (field) {
        case "type" -> type = json.word();
        case "id" -> id = json.text();
        case "name" -> name = json.text();
        case "signature" -> signature = json.text();
        case "text", "content", "summary" -> texts(json);
        case "annotations" -> annotations(json);
        case "arguments" -> {
          var fragment = json.isObject() ? json.compact() : json.text();
          arguments = fragment == null ? "" : fragment;
        }
      }
    }
  }

  private void texts(JsonCursor json) {
    if (json.isArray()) {
      for (boolean more = json.firstElement(); more; more = json.nextElement()) {
        texts(json);
      }
      return;
    }
    var text = json.text();
    if (text != null) {
      texts.add(text);
    }
    for (var field = json.firstField(); field != null; field = json.nextField()) {
      switch (field) {
        case "text" -> texts(json);
        case "annotations" -> annotations(json);
      }
    }
  }

  private void annotations(JsonCursor json) {
    for (boolean more = json.firstElement(); more; more = json.nextElement()) {
      citations.add(new Citation(json.raw()));
    }
  }

  boolean hasArguments() {
    return !arguments.isEmpty();
  }

  /**
   * {@return the arguments of a call, which are then left out of its event; null if there are none}
   */
  @Nullable String holdArguments() {
    boolean none = arguments.isEmpty() || arguments.equals("{}");
    var held = "function_call".equals(type) && !none ? arguments : null;
    arguments = "";
    return held;
  }

  /** Gives the events to the sink; returns whether all of it has events. */
  boolean emit(int index, EventSink sink) {
    switch (type) {
      case "text", "model_output" -> texts.forEach(text -> sink.event(new TextDelta(text)));
      case "thought", "thought_summary", "thought_signature" -> {
        texts.forEach(text -> sink.event(new ThinkingDelta(text)));
        if (signature != null) {
          sink.event(new ThinkingSignature(signature));
        }
      }
      case "function_call" -> sink.event(new ToolCallDelta(index, id, name, arguments));
      case "arguments_delta" -> {
        if (hasArguments()) {
          sink.event(new ToolCallDelta(index, null, null, arguments));
        }
      }
      case "text_annotation_delta" -> {}
      case null, default -> {
        return false;
      }
    }
    citations.forEach(sink::event);
    return true;
  }
}
