package dev.penstock.prompt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Everything about a prompt but model and messages. */
record PromptOptions(
    List<Tool> tools,
    ToolChoice toolChoice,
    OptionalInt maxTokens,
    OptionalDouble temperature,
    OptionalDouble topP,
    List<String> stop,
    Optional<Thinking> thinking,
    Optional<OutputSchema> output,
    List<String> patches) {

  static final PromptOptions NONE =
      new PromptOptions(
          List.of(),
          ToolChoice.AUTO,
          OptionalInt.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  PromptOptions withTools(List<Tool> changed) {
    return new PromptOptions(
        changed, toolChoice, maxTokens, temperature, topP, stop, thinking, output, patches);
  }

  PromptOptions withToolChoice(ToolChoice changed) {
    return new PromptOptions(
        tools, changed, maxTokens, temperature, topP, stop, thinking, output, patches);
  }

  PromptOptions withMaxTokens(OptionalInt changed) {
    return new PromptOptions(
        tools, toolChoice, changed, temperature, topP, stop, thinking, output, patches);
  }

  PromptOptions withTemperature(OptionalDouble changed) {
    return new PromptOptions(
        tools, toolChoice, maxTokens, changed, topP, stop, thinking, output, patches);
  }

  PromptOptions withTopP(OptionalDouble changed) {
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, changed, stop, thinking, output, patches);
  }

  PromptOptions withStop(List<String> changed) {
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, topP, changed, thinking, output, patches);
  }

  PromptOptions withThinking(Optional<Thinking> changed) {
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, topP, stop, changed, output, patches);
  }

  PromptOptions withOutput(Optional<OutputSchema> changed) {
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, topP, stop, thinking, changed, patches);
  }

  PromptOptions withPatches(List<String> changed) {
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, topP, stop, thinking, output, changed);
  }
}
