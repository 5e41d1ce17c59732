package dev.penstock.cli;

import dev.penstock.prompt.Prompt;
import dev.penstock.spi.Headers;
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
 * @param headers what the user wants to be sent
 * @param environment the environment's variables by name
 */
record Question(
    @Nullable String baseUrl,
    @Nullable String model,
    @Nullable String system,
    String prompt,
    @Nullable String body,
    Headers headers,
    Function<String, @Nullable String> environment) {

  /**
   * {@return the value of the first of some variables that is neither blank nor missing, or null}
   */
  @Nullable String variable(String... names) {
    for (var name : names) {
      var value = environment.apply(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  /** {@return where to ask: as the user says, or as a variable does; null for neither} */
  @Nullable String baseUrl(String variable) {
    return baseUrl == null ? variable(variable) : baseUrl;
  }

  /** {@return whether the user gave credentials by a header} */
  boolean authorized() {
    return headers.contains("Authorization")
        || headers.contains("x-api-key")
        || headers.contains("x-goog-api-key");
  }

  /**
   * {@return the key in the first of some variables that is set; null where the user gave
   * credentials by a header}
   *
   * @throws UsageException if there is none of both
   */
  @Nullable String key(String... variables) {
    if (authorized()) {
      return null;
    }
    var key = variable(variables);
    if (key == null) {
      throw new UsageException(
          "no key: set the environment variable " + String.join(" or ", variables));
    }
    return key;
  }

  /** {@return the model's name, for requests that need it} */
  String requiredModel() {
    if (model == null) {
      throw new UsageException("no model: name one by --model");
    }
    return model;
  }

  /** {@return what is asked} */
  Prompt asPrompt() {
    var empty = Prompt.to(requiredModel());
    return (system == null ? empty : empty.system(system)).user(prompt);
  }
}
