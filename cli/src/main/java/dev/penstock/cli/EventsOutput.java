package dev.penstock.cli;

import dev.penstock.FinishReason;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.RedactedThinking;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamEvent.Unknown;
import dev.penstock.StreamEvent.UsageUpdate;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One JSON object a line for each event. */
final class EventsOutput implements Output {
  private final DataOut out;

  EventsOutput(DataOut out) {
    this.out = out;
  }

  @Override
  public void event(StreamEvent event) {
    out.println(Json.object(json -> write(json, event)));
  }

  @Override
  public void frame(Frame frame) {
    var line =
        Json.object(json -> {
          Json.string(json, "event", frame.type());
          Json.string(json, "data", frame.dataAsString());
          Json.string(json, "id", frame.id());
        });
    out.println(line);
  }

  private static void write(JsonGenerator json, StreamEvent event) {
    switch (event) {
      case TextDelta(var text) -> write(json, "text", "text", text);
      case ThinkingDelta(var text) -> write(json, "thinking", "text", text);
      case ThinkingSignature(var signature) ->
          write(json, "thinking_signature", "signature", signature);
      case RedactedThinking(var data) -> write(json, "redacted_thinking", "data", data);
      case RefusalDelta(var text) -> write(json, "refusal", "text", text);
      case ToolCallDelta call -> {
        type(json, "tool_call");
        json.writeNumberProperty("index", call.index());
        Json.string(json, "id", call.id());
        Json.string(json, "name", call.name());
        Json.string(json, "arguments", call.arguments());
      }
      case Citation(var raw) -> write(json, "citation", "raw", raw);
      case UsageUpdate(var usage) -> {
        type(json, "usage");
        usage(json, usage);
      }
      case Finish(var reason, var raw) -> {
        type(json, "finish");
        Json.string(json, "reason", word(reason));
        Json.string(json, "raw", raw);
      }
      case Unknown(var raw) -> write(json, "unknown", "raw", raw);
    }
  }

  private static void write(JsonGenerator json, String type, String name, String value) {
    type(json, type);
    Json.string(json, name, value);
  }

  private static void type(JsonGenerator json, String type) {
    Json.string(json, "type", type);
  }

  /** Writes the numbers that are known. */
  static void usage(JsonGenerator json, Usage usage) {
    number(json, "inputTokens", usage.inputTokens());
    number(json, "outputTokens", usage.outputTokens());
    number(json, "reasoningTokens", usage.reasoningTokens());
    number(json, "cachedInputTokens", usage.cachedInputTokens());
  }

  private static void number(JsonGenerator json, String name, long tokens) {
    if (tokens != Usage.UNKNOWN) {
      json.writeNumberProperty(name, tokens);
    }
  }

  static @Nullable String word(@Nullable FinishReason reason) {
    return reason == null ? null : reason.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void ended(Ending ending) {
    // A stream's last event says how it ended, and if there is none, standard error does.
  }
}
