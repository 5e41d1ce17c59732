package dev.penstock.testkit.models;

import static dev.penstock.testkit.models.Json.quote;

/** Cohere's v2 chat: named events, and {@code [DONE]}. */
final class CohereShape extends Shape {
  @Override
  void begin(Told told) {
    event(
        "message-start",
        "{\"id\":\"m1\",\"type\":\"message-start\",\"delta\":{\"message\":{\"role\":\"assistant\","
            + "\"content\":[],\"tool_plan\":\"\",\"tool_calls\":[],\"citations\":[]}}}");
  }

  @Override
  void said(int index, Part.Said said) {
    content("content-start", index, "{\"type\":\"text\",\"text\":\"\"}");
    said.deltas()
        .forEach(text -> content("content-delta", index, "{\"text\":" + quote(text) + "}"));
    end("content-end", index);
  }

  @Override
  void thought(int index, Part.Thought thought) {
    content("content-start", index, "{\"type\":\"thinking\",\"thinking\":\"\"}");
    thought
        .deltas()
        .forEach(text -> content("content-delta", index, "{\"thinking\":" + quote(text) + "}"));
    end("content-end", index);
  }

  @Override
  void called(int index, Part.Called call) {
    call(
        "tool-call-start",
        index,
        "{\"id\":%s,\"type\":\"function\",\"function\":{\"name\":%s,\"arguments\":\"\"}}"
            .formatted(quote(call.id()), quote(call.name())));
    for (var fragment : call.fragments()) {
      call("tool-call-delta", index, "{\"function\":{\"arguments\":" + quote(fragment) + "}}");
    }
    end("tool-call-end", index);
  }

  @Override
  void finished(Told told, Told.Ending.Finished finish) {
    int in = told.inputTokens();
    int out = told.outputTokens();
    messageEnd(
        told.reason(finish, "COMPLETE", "MAX_TOKENS", "TOOL_CALL"),
        (",\"usage\":{\"billed_units\":{\"input_tokens\":%d,\"output_tokens\":%d},"
                + "\"tokens\":{\"input_tokens\":%d,\"output_tokens\":%d}}")
            .formatted(in, out, in, out));
    event("[DONE]");
  }

  @Override
  void failed(String type, String message) {
    messageEnd("ERROR", ",\"error\":%s,\"error_type\":%s".formatted(quote(message), quote(type)));
    event("[DONE]");
  }

  private void messageEnd(String reason, String more) {
    event(
        "message-end",
        "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"%s\"%s}}"
            .formatted(reason, more));
  }

  private void content(String type, int index, String content) {
    typed(type, index, ",\"delta\":{\"message\":{\"content\":" + content + "}}");
  }

  private void call(String type, int index, String call) {
    typed(type, index, ",\"delta\":{\"message\":{\"tool_calls\":" + call + "}}");
  }

  private void end(String type, int index) {
    typed(type, index, "");
  }

  private void typed(String type, int index, String more) {
    event(type, "{\"type\":\"%s\",\"index\":%d%s}".formatted(type, index, more));
  }
}
