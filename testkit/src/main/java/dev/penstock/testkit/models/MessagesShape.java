package dev.penstock.testkit.models;

import static dev.penstock.testkit.models.Json.quote;

/** Anthropic Messages: named events in blocks. */
final class MessagesShape extends Shape {
  private static final String SIGNATURE = "c2lnbmF0dXJl";

  @Override
  void begin(Told told) {
    event(
        "message_start",
        ("{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                + "\"role\":\"assistant\",\"model\":%s,\"content\":[],\"stop_reason\":null,"
                + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":%d,\"output_tokens\":1}}}")
            .formatted(quote(told.model()), told.inputTokens()));
    event("ping", "{\"type\": \"ping\"}");
  }

  @Override
  void said(int index, Part.Said said) {
    start(index, "{\"type\":\"text\",\"text\":\"\"}");
    for (var text : said.deltas()) {
      delta(index, "{\"type\":\"text_delta\",\"text\":%s}".formatted(quote(text)));
    }
    stop(index);
  }

  @Override
  void thought(int index, Part.Thought thought) {
    start(index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
    for (var text : thought.deltas()) {
      delta(index, "{\"type\":\"thinking_delta\",\"thinking\":%s}".formatted(quote(text)));
    }
    delta(index, "{\"type\":\"signature_delta\",\"signature\":\"%s\"}".formatted(SIGNATURE));
    stop(index);
  }

  @Override
  void called(int index, Part.Called call) {
    start(
        index,
        "{\"type\":\"tool_use\",\"id\":%s,\"name\":%s,\"input\":{}}"
            .formatted(quote(call.id()), quote(call.name())));
    arguments(index, "");
    call.fragments().forEach(fragment -> arguments(index, fragment));
    stop(index);
  }

  private void arguments(int index, String fragment) {
    delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":%s}".formatted(quote(fragment)));
  }

  @Override
  void finished(Told told, Told.Ending.Finished finish) {
    event(
        "message_delta",
        ("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\",\"stop_sequence\":null},"
                + "\"usage\":{\"output_tokens\":%d}}")
            .formatted(
                told.reason(finish, "end_turn", "max_tokens", "tool_use"), told.outputTokens()));
    event("message_stop", "{\"type\":\"message_stop\"}");
  }

  @Override
  void failed(String type, String message) {
    event("error", error(type, message));
  }

  static String error(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":%s,\"message\":%s}}"
        .formatted(quote(type), quote(message));
  }

  private void start(int index, String block) {
    event(
        "content_block_start",
        "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}"
            .formatted(index, block));
  }

  private void delta(int index, String delta) {
    event(
        "content_block_delta",
        "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(index, delta));
  }

  private void stop(int index) {
    event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index));
  }
}
