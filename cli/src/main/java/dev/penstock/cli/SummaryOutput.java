package dev.penstock.cli;

import dev.penstock.StreamEvent;
import dev.penstock.framing.Frame;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One JSON object a line for each stream, when it has ended: what there was and how it ended. */
final class SummaryOutput implements Output {
  private final DataOut out;

  SummaryOutput(DataOut out) {
    this.out = out;
  }

  @Override
  public boolean wantsCompletion() {
    return true;
  }

  @Override
  public void event(StreamEvent event) {
    // In the completion.
  }

  @Override
  public void frame(Frame frame) {
    // Counted by its reader.
  }

  @Override
  public void ended(Ending ending) {
    out.println(Json.object(json -> write(json, ending)));
  }

  private static void write(JsonGenerator json, Ending ending) {
    var completion = ending.completion();
    Json.string(json, "outcome", ending.outcome().name().toLowerCase(Locale.ROOT));
    Json.string(json, "text", completion.text());
    Json.string(json, "thinking", completion.thinking());
    json.writeArrayPropertyStart("toolCalls");
    for (var call : completion.toolCalls()) {
      json.writeStartObject();
      json.writeNumberProperty("index", call.index());
      Json.string(json, "id", call.id());
      Json.string(json, "name", call.name());
      Json.string(json, "arguments", call.arguments());
      json.writeEndObject();
    }
    json.writeEndArray();
    Json.string(json, "finishReason", EventsOutput.word(completion.finishReason()));
    Json.string(json, "rawFinishReason", completion.rawFinishReason());
    json.writeObjectPropertyStart("usage");
    EventsOutput.usage(json, completion.usage());
    json.writeEndObject();
    error(json, ending.failure());
    json.writeNumberProperty("events", ending.events());
    json.writeNumberProperty("bytes", ending.bytes());
    if (ending.file() != null) {
      Json.string(json, "file", ending.file());
    }
  }

  private static void error(JsonGenerator json, @Nullable Failure failure) {
    json.writeName("error");
    if (failure == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    Json.string(json, "kind", failure.kind());
    Json.string(json, "type", failure.type());
    Json.string(json, "code", failure.code());
    Json.string(json, "message", failure.message());
    json.writeName("status");
    if (failure.status() == null) {
      json.writeNull();
    } else {
      json.writeNumber(failure.status());
    }
    json.writeEndObject();
  }
}
