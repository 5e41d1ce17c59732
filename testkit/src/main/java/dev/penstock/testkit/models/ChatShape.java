package dev.penstock.testkit.models;

import static dev.penstock.testkit.models.Json.quote;

/** OpenAI Chat Completions: events without names, and {@code [DONE]}. */
final class ChatShape extends Shape {
  private String model = "";
  private int calls;

  @Override
  void begin(Told told) {
    model = told.model();
    delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
  }

  @Override
  void said(int index, Part.Said said) {
    said.deltas().forEach(text -> delta("{\"content\":" + quote(text) + "}"));
  }

  @Override
  void thought(int index, Part.Thought thought) {
    thought.deltas().forEach(text -> delta("{\"reasoning_content\":" + quote(text) + "}"));
  }

  @Override
  void called(int index, Part.Called call) {
    int number = calls++;
    call(
        number,
        "\"id\":%s,\"type\":\"function\",\"function\":{\"name\":%s,\"arguments\":\"\"}"
            .formatted(quote(call.id()), quote(call.name())));
    for (var fragment : call.fragments()) {
      call(number, "\"function\":{\"arguments\":" + quote(fragment) + "}");
    }
  }

  private void call(int number, String fields) {
    delta("{\"tool_calls\":[{\"index\":" + number + "," + fields + "}]}");
  }

  @Override
  void finished(Told told, Told.Ending.Finished finish) {
    choice("{}", quote(told.reason(finish, "stop", "length", "tool_calls")));
    int in = told.inputTokens();
    int out = told.outputTokens();
    chunk(
        "[]",
        ",\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
            .formatted(in, out, in + out));
    event("[DONE]");
  }

  @Override
  void failed(String type, String message) {
    event(error(type, message));
  }

  static String error(String type, String message) {
    return "{\"error\":{\"message\":%s,\"type\":%s,\"param\":null,\"code\":null}}"
        .formatted(quote(message), quote(type));
  }

  private void delta(String delta) {
    choice(delta, "null");
  }

  private void choice(String delta, String reason) {
    chunk(
        "[{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}]"
            .formatted(delta, reason),
        "");
  }

  private void chunk(String choices, String more) {
    event(
        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,"
            + "\"model\":%s,\"choices\":%s%s}".formatted(quote(model), choices, more));
  }
}
