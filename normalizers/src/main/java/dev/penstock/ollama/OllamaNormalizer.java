package dev.penstock.ollama;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import dev.penstock.json.JsonNormalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Ollama's answers.
 *
 * @see <a href="https://docs.ollama.com/api/chat">Generate a chat message</a>
 * @see <a href="https://docs.ollama.com/api/errors">Errors</a>
 */
final class OllamaNormalizer extends JsonNormalizer {
  /*
   * line    = { model, message, done, done_reason?, prompt_eval_count?, eval_count? } / { error: "text" }
   * message = { content, thinking?, tool_calls?: [{ id?, function: { index?, name, arguments: {…} } }] }
   *
   * /api/generate has response and thinking in place of the message. Calls are whole; done_reason is stop all the same. As
   * each is a call of its own, none gets the index of another, whatever the server says.
   */
  private final List<ToolCallDelta> calls = new ArrayList<>();
  private @Nullable String text;
  private @Nullable String thinking;
  private int nextIndex;
  private boolean unknown;

  OllamaNormalizer(Limits limits) {
    super(limits, Pieces.HANDED_ON);
  }

  @Override
  protected boolean read(Frame frame, EventSink sink) {
    calls.clear();
    text = null;
    thinking = null;
    unknown = false;
    boolean known = false;
    boolean done = false;
    String reason = null;
    long input = Usage.UNKNOWN;
    long output = Usage.UNKNOWN;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "model" -> model(sink);
        case "message" -> {
          known = true;
          message();
        }
        case "response" -> {
          known = true;
          text = json.text();
        }
        case "thinking" -> thinking = json.text();
        case "done" -> {
          known = true;
          done = json.isTrue();
        }
        case "done_reason" -> reason = json.word();
        case "prompt_eval_count" -> input = json.number(input);
        case "eval_count" -> output = json.number(output);
        default -> error.take(name, json);
      }
    }
    emit(sink);
    if (done) {
      sink.usage(new Usage(input, output, Usage.UNKNOWN, Usage.UNKNOWN));
    }
    if (done && !error.found()) {
      sink.finish(reason(reason), reason);
      sink.end();
    }
    return known && !unknown;
  }

  private void message() {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "role" -> {}
        case "content" -> text = json.text();
        case "thinking" -> thinking = json.text();
        case "tool_calls" -> {
          for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            toolCall();
          }
        }
        default -> unknown |= json.skipContent();
      }
    }
  }

  private void toolCall() {
    int index = nextIndex;
    String id = null;
    String function = null;
    String arguments = "";
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> id = json.text();
        case "function" -> {
          for (var field = json.firstField(); field != null; field = json.nextField()) {
            switch (field) {
              case "index" -> index = Math.max(nextIndex, (int) json.number(0));
              case "name" -> function = json.text();
              case "arguments" -> arguments = json.isObject() ? json.compact() : "";
            }
          }
        }
      }
    }
    if (function != null || id != null) {
      calls.add(new ToolCallDelta(index, id, function, arguments));
      nextIndex = index + 1;
    }
  }

  private void emit(EventSink sink) {
    if (thinking != null) {
      sink.event(new ThinkingDelta(thinking));
    }
    if (text != null) {
      sink.event(new TextDelta(text));
    }
    calls.forEach(sink::event);
  }

  private FinishReason reason(@Nullable String raw) {
    return switch (raw) {
      case "length" -> FinishReason.LENGTH;
      case "stop" -> stopped();
      // Older versions name no reason.
      case null -> stopped();
      default -> FinishReason.UNKNOWN;
    };
  }

  private FinishReason stopped() {
    return nextIndex > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
  }
}
