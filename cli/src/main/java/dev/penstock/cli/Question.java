package dev.penstock.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is to be asked.
 *
 * @param baseUrl where; null for the provider's own place
 * @param model the model; null if the body names it
 * @param system instructions; null for none
 * @param prompt what the user says; {@code ""} if there is a body
 * @param body the whole body in place of these; null for none
 * @param authorized whether the user gave credentials by a header
 * @param environment the environment's variables by name
 */
record Question(
    @Nullable String baseUrl,
    @Nullable String model,
    @Nullable String system,
    String prompt,
    @Nullable String body,
    boolean authorized,
    Function<String, @Nullable String> environment) {

  /** {@return the value of a variable; null if it is blank or not set} */
  @Nullable String variable(String name) {
    var value = environment.apply(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** {@return the model's name, for requests that need it} */
  String requiredModel() {
    if (model == null) {
      throw new UsageException("no model: name one by --model");
    }
    return model;
  }
}
