package dev.penstock.anthropic;

import dev.penstock.EventSink;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.RedactedThinking;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one {@code content_block} says, at its start or as a whole. */
final class ContentBlock {
  private @Nullable String type;
  private @Nullable String id;
  private @Nullable String name;
  private @Nullable String text;
  private @Nullable String thinking;
  private @Nullable String signature;
  private @Nullable String data;
  private String input = "";
  private final List<String> citations = new ArrayList<>();

  void clear() {
    type = null;
    id = null;
    name = null;
    text = null;
    thinking = null;
    signature = null;
    data = null;
    input = "";
    citations.clear();
  }

  void read(JsonCursor json) {
    clear();
    for (var field = json.firstField(); field != null; field = json.nextField()) {
      switch (field) {
        case "type" -> type = json.word();
        case "id" -> id = json.text();
        case "name" -> name = json.text();
        case "text" -> text = json.text();
        case "thinking" -> thinking = json.text();
        case "signature" -> signature = json.text();
        case "data" -> data = json.text();
        case "input" -> input = json.isObject() ? json.compact() : "";
        case "citations" -> {
          for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            citations.add(json.raw());
          }
        }
      }
    }
  }

  /** {@return whether it is a call of a tool that the program is to run} */
  boolean isCall() {
    return "tool_use".equals(type);
  }

  @Nullable String id() {
    return id;
  }

  @Nullable String name() {
    return name;
  }

  /** {@return the call's input as JSON, {@code ""} if there was none} */
  String input() {
    return input;
  }

  /** Gives all but a call to the sink; returns whether there was nothing else in it. */
  boolean emit(EventSink sink) {
    switch (type) {
      case "text" -> {
        if (text != null) {
          sink.event(new TextDelta(text));
        }
        citations.forEach(citation -> sink.event(new Citation(citation)));
      }
      case "thinking" -> {
        if (thinking != null) {
          sink.event(new ThinkingDelta(thinking));
        }
        if (signature != null) {
          sink.event(new ThinkingSignature(signature));
        }
      }
      case "redacted_thinking" -> {
        if (data != null) {
          sink.event(new RedactedThinking(data));
        }
      }
      case "tool_use" -> {}
      case null, default -> {
        return false;
      }
    }
    return true;
  }
}
