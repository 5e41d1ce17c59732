package dev.penstock.testkit.models;

import static dev.penstock.testkit.models.Json.quote;

/** Ollama's {@code /api/chat}: a JSON object a line. */
final class OllamaShape extends Shape {
  private String model = "";

  @Override
  void begin(Told told) {
    model = told.model();
  }

  @Override
  void said(int index, Part.Said said) {
    said.deltas().forEach(text -> message(quote(text), ""));
  }

  @Override
  void thought(int index, Part.Thought thought) {
    thought.deltas().forEach(text -> message("\"\"", ",\"thinking\":" + quote(text)));
  }

  @Override
  void called(int index, Part.Called call) {
    message(
        "\"\"",
        ",\"tool_calls\":[{\"id\":%s,\"function\":{\"name\":%s,\"arguments\":%s}}]"
            .formatted(
                quote(call.id()),
                quote(call.name()),
                call.arguments().isEmpty() ? "{}" : call.arguments()));
  }

  @Override
  void finished(Told told, Told.Ending.Finished finish) {
    line(
        "\"\"",
        "",
        (",\"done\":true,\"done_reason\":\"%s\",\"total_duration\":1000000,"
                + "\"prompt_eval_count\":%d,\"eval_count\":%d")
            .formatted(
                finish.atLimit() ? "length" : "stop", told.inputTokens(), told.outputTokens()));
  }

  @Override
  void failed(String type, String message) {
    write(error(message) + "\n");
  }

  static String error(String message) {
    return "{\"error\":" + quote(message) + "}";
  }

  private void message(String content, String more) {
    line(content, more, ",\"done\":false");
  }

  private void line(String content, String ofMessage, String more) {
    write(
        ("{\"model\":%s,\"created_at\":\"2026-01-01T00:00:00Z\","
                + "\"message\":{\"role\":\"assistant\",\"content\":%s%s}%s}\n")
            .formatted(quote(model), content, ofMessage, more));
  }
}
