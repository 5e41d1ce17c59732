package dev.penstock.testkit.models;

import static dev.penstock.testkit.models.Json.quote;

/** OpenAI Responses: named events that nest items and their parts. */
final class ResponsesShape extends Shape {
  private String model = "";
  private int sequence;

  @Override
  void begin(Told told) {
    model = told.model();
    typed("response.created", "\"response\":" + response("in_progress", ""));
    typed("response.in_progress", "\"response\":" + response("in_progress", ""));
  }

  @Override
  void said(int index, Part.Said said) {
    var item = "msg_" + index;
    var whole = quote(String.join("", said.deltas()));
    var part = "{\"type\":\"output_text\",\"annotations\":[],\"text\":%s}";
    var message =
        "{\"id\":\"%s\",\"type\":\"message\",\"status\":\"%s\",\"role\":\"assistant\","
            + "\"content\":[%s]}";
    item("added", index, message.formatted(item, "in_progress", ""));
    content("response.content_part.added", index, item, "\"part\":" + part.formatted("\"\""));
    for (var text : said.deltas()) {
      content("response.output_text.delta", index, item, "\"delta\":" + quote(text));
    }
    content("response.output_text.done", index, item, "\"text\":" + whole);
    content("response.content_part.done", index, item, "\"part\":" + part.formatted(whole));
    item("done", index, message.formatted(item, "completed", part.formatted(whole)));
  }

  @Override
  void thought(int index, Part.Thought thought) {
    var item = "rs_" + index;
    var whole = quote(String.join("", thought.deltas()));
    var part = "{\"type\":\"summary_text\",\"text\":%s}";
    var reasoning = "{\"id\":\"%s\",\"type\":\"reasoning\",\"summary\":[%s]}";
    item("added", index, reasoning.formatted(item, ""));
    summary("part.added", index, item, "\"part\":" + part.formatted("\"\""));
    for (var text : thought.deltas()) {
      summary("text.delta", index, item, "\"delta\":" + quote(text));
    }
    summary("text.done", index, item, "\"text\":" + whole);
    summary("part.done", index, item, "\"part\":" + part.formatted(whole));
    item("done", index, reasoning.formatted(item, part.formatted(whole)));
  }

  @Override
  void called(int index, Part.Called call) {
    var item = "fc_" + index;
    var of = "\"item_id\":\"%s\",\"output_index\":%d,".formatted(item, index);
    item("added", index, function(item, call, "in_progress", ""));
    for (var fragment : call.fragments()) {
      typed("response.function_call_arguments.delta", of + "\"delta\":" + quote(fragment));
    }
    typed("response.function_call_arguments.done", of + "\"arguments\":" + quote(call.arguments()));
    item("done", index, function(item, call, "completed", call.arguments()));
  }

  private static String function(String item, Part.Called call, String status, String arguments) {
    return ("{\"id\":\"%s\",\"type\":\"function_call\",\"status\":\"%s\",\"call_id\":%s,"
            + "\"name\":%s,\"arguments\":%s}")
        .formatted(item, status, quote(call.id()), quote(call.name()), quote(arguments));
  }

  @Override
  void finished(Told told, Told.Ending.Finished finish) {
    int in = told.inputTokens();
    int out = told.outputTokens();
    var usage =
        (",\"usage\":{\"input_tokens\":%d,\"input_tokens_details\":{\"cached_tokens\":0},"
                + "\"output_tokens\":%d,\"output_tokens_details\":{\"reasoning_tokens\":0},"
                + "\"total_tokens\":%d}")
            .formatted(in, out, in + out);
    if (finish.atLimit()) {
      var details = ",\"incomplete_details\":{\"reason\":\"max_output_tokens\"}";
      typed("response.incomplete", "\"response\":" + response("incomplete", details + usage));
    } else {
      typed("response.completed", "\"response\":" + response("completed", usage));
    }
  }

  @Override
  void failed(String type, String message) {
    typed(
        "error",
        "\"code\":%s,\"message\":%s,\"param\":null".formatted(quote(type), quote(message)));
  }

  private String response(String status, String more) {
    return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1767225600,\"status\":\"%s\","
            .formatted(status)
        + "\"model\":%s,\"output\":[]%s}".formatted(quote(model), more);
  }

  private void item(String what, int index, String item) {
    typed("response.output_item." + what, "\"output_index\":%d,\"item\":%s".formatted(index, item));
  }

  private void content(String type, int index, String item, String more) {
    typed(
        type,
        "\"item_id\":\"%s\",\"output_index\":%d,\"content_index\":0,%s"
            .formatted(item, index, more));
  }

  private void summary(String what, int index, String item, String more) {
    typed(
        "response.reasoning_summary_" + what,
        "\"item_id\":\"%s\",\"output_index\":%d,\"summary_index\":0,%s"
            .formatted(item, index, more));
  }

  private void typed(String type, String fields) {
    event(type, "{\"type\":\"%s\",\"sequence_number\":%d,%s}".formatted(type, sequence++, fields));
  }
}
