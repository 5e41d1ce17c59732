package dev.penstock.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.Completion;
import dev.penstock.Completion.ThinkingBlock;
import dev.penstock.FinishReason;
import dev.penstock.StreamRequest;
import dev.penstock.ToolCall;
import dev.penstock.ToolCall.ArgumentsState;
import dev.penstock.Usage;
import dev.penstock.json.JsonPatch;
import java.util.List;

/** One and the same conversation, to be put to each provider. */
final class Conversation {
  static final Tool WEATHER =
      new Tool(
          "weather",
          "Tells the weather of a city.",
          "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");

  static final ToolCall CALL =
      new ToolCall(0, "call_1", "weather", "{\"city\":\"Oslo\"}", ArgumentsState.VALID);

  static final OutputSchema OUTPUT = new OutputSchema("report", "{\"type\":\"object\"}");

  private Conversation() {}

  /** Returns it, with everything that all providers can be told. */
  static Prompt with(String model) {
    var answer =
        new Completion(
            List.of(
                new ThinkingBlock("I need the weather.", "sig-1", null),
                new Completion.Text("Let me look."),
                CALL),
            "",
            Usage.NONE,
            FinishReason.TOOL_CALLS,
            "tool_use",
            false);
    return Prompt.to(model)
        .system("Be \"brief\".")
        .user(
            Content.text("Which city is this, and how is it there?"),
            Content.image(new byte[] {1, 2, 3}, "image/png"))
        .assistant(answer)
        .result(CALL, "7 °C")
        .user("And tomorrow?")
        .withTools(WEATHER)
        .withMaxTokens(500)
        .withTemperature(0.5)
        .withTopP(0.9)
        .withOutput(OUTPUT);
  }

  /** Returns a request's body. */
  static String body(StreamRequest request) {
    return new String(request.body(), UTF_8);
  }

  /** Returns JSON without white space, in its own order. */
  static String json(String spaced) {
    return new String(JsonPatch.apply(spaced.getBytes(UTF_8), "{}"), UTF_8);
  }
}
