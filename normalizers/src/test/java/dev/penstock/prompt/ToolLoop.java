package dev.penstock.prompt;

import dev.penstock.Completion;
import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.ToolCall;
import java.util.function.Function;

/** Asks a model, runs the tools that it calls, and goes on until it is done: an example. */
final class ToolLoop {
  private static final int MOST_ROUNDS = 10;

  private ToolLoop() {}

  // @start region="loop"
  static Completion ask(
      Penstock penstock,
      Function<Prompt, StreamRequest> provider, // such as OpenAi.fromEnvironment()::chat
      Prompt prompt,
      Function<ToolCall, String> tools) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      var answer = penstock.open(provider.apply(prompt)).collect();
      if (answer.toolCalls().isEmpty()) {
        return answer;
      }
      prompt = prompt.assistant(answer);
      for (var call : answer.toolCalls()) {
        prompt = prompt.result(call, tools.apply(call));
      }
    }
    throw new IllegalStateException("the model still calls tools after " + MOST_ROUNDS + " rounds");
  }
  // @end
}
