package dev.penstock.testkit.models;

import static dev.penstock.testkit.models.Json.quote;

/**
 * Gemini's {@code streamGenerateContent}: whole answers, each with a little more to say, as events
 * or as the elements of one array. No mark of the end.
 */
final class GeminiShape extends Shape {
  private final boolean array;
  private String model = "";
  private boolean begun;

  GeminiShape(boolean array) {
    this.array = array;
  }

  @Override
  void begin(Told told) {
    model = told.model();
  }

  @Override
  void said(int index, Part.Said said) {
    said.deltas().forEach(text -> part("{\"text\":" + quote(text) + "}"));
  }

  @Override
  void thought(int index, Part.Thought thought) {
    thought.deltas().forEach(text -> part("{\"text\":" + quote(text) + ",\"thought\":true}"));
  }

  @Override
  void called(int index, Part.Called call) {
    part(
        "{\"functionCall\":{\"id\":%s,\"name\":%s,\"args\":%s}}"
            .formatted(
                quote(call.id()),
                quote(call.name()),
                call.arguments().isEmpty() ? "{}" : call.arguments()));
  }

  private void part(String part) {
    chunk("{\"parts\":[" + part + "],\"role\":\"model\"}", "", "");
  }

  @Override
  void finished(Told told, Told.Ending.Finished finish) {
    int in = told.inputTokens();
    int out = told.outputTokens();
    chunk(
        "{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"}",
        ",\"finishReason\":\"%s\"".formatted(finish.atLimit() ? "MAX_TOKENS" : "STOP"),
        (",\"usageMetadata\":{\"promptTokenCount\":%d,\"candidatesTokenCount\":%d,"
                + "\"totalTokenCount\":%d}")
            .formatted(in, out, in + out));
    if (array) {
      write("\n]\n");
    }
  }

  @Override
  void failed(String type, String message) {
    element(error(503, type, message));
    if (array) {
      write("\n]\n");
    }
  }

  static String error(int code, String type, String message) {
    return "{\"error\":{\"code\":%d,\"message\":%s,\"status\":%s}}"
        .formatted(code, quote(message), quote(type));
  }

  private void chunk(String content, String ofCandidate, String more) {
    element(
        "{\"candidates\":[{\"content\":%s%s,\"index\":0}]%s,\"modelVersion\":%s}"
            .formatted(content, ofCandidate, more, quote(model)));
  }

  private void element(String json) {
    if (!array) {
      write("data: " + json + "\r\n\r\n");
      return;
    }
    write((begun ? "\n,\r\n" : "[") + json);
    begun = true;
  }
}
