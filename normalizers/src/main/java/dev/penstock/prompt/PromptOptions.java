package dev.penstock.prompt;

import dev.penstock.json.JsonPatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Everything about a prompt but model and messages, each changed by a copy that refuses what can't
 * be.
 */
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
    var names = new HashSet<String>();
    for (var tool : changed) {
      if (!names.add(tool.name())) {
        throw new IllegalArgumentException("two tools of the name " + tool.name());
      }
    }
    return new PromptOptions(
        List.copyOf(changed),
        toolChoice,
        maxTokens,
        temperature,
        topP,
        stop,
        thinking,
        output,
        patches);
  }

  PromptOptions withToolChoice(ToolChoice changed) {
    if (changed instanceof ToolChoice.Named(var name)
        && tools.stream().noneMatch(tool -> tool.name().equals(name))) {
      throw new IllegalArgumentException("no tool of the name " + name + " among " + tools);
    }
    return new PromptOptions(
        tools, changed, maxTokens, temperature, topP, stop, thinking, output, patches);
  }

  PromptOptions withMaxTokens(int tokens) {
    if (tokens < 1) {
      throw new IllegalArgumentException("an answer of at most " + tokens + " tokens");
    }
    var changed = OptionalInt.of(tokens);
    return new PromptOptions(
        tools, toolChoice, changed, temperature, topP, stop, thinking, output, patches);
  }

  PromptOptions withTemperature(double degree) {
    if (!(degree >= 0 && Double.isFinite(degree))) {
      throw new IllegalArgumentException("a temperature of " + degree);
    }
    var changed = OptionalDouble.of(degree);
    return new PromptOptions(
        tools, toolChoice, maxTokens, changed, topP, stop, thinking, output, patches);
  }

  PromptOptions withTopP(double probability) {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException("a top-p of " + probability);
    }
    var changed = OptionalDouble.of(probability);
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, changed, stop, thinking, output, patches);
  }

  PromptOptions withStop(List<String> changed) {
    if (changed.contains("")) {
      throw new IllegalArgumentException("an empty stop sequence");
    }
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, topP, changed, thinking, output, patches);
  }

  PromptOptions withThinking(Thinking how) {
    var changed = Optional.of(how);
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, topP, stop, changed, output, patches);
  }

  PromptOptions withOutput(OutputSchema schema) {
    var changed = Optional.of(schema);
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, topP, stop, thinking, changed, patches);
  }

  PromptOptions withPatch(String json) {
    JsonPatch.checkObject("a prompt's own JSON", json);
    var all = new ArrayList<>(patches);
    all.add(json);
    return new PromptOptions(
        tools, toolChoice, maxTokens, temperature, topP, stop, thinking, output, List.copyOf(all));
  }

  /** {@return a provider's JSON with the patches merged in, one after the other} */
  byte[] patched(byte[] json) {
    var patched = json;
    for (var patch : patches) {
      patched = JsonPatch.apply(patched, patch);
    }
    return patched;
  }
}
