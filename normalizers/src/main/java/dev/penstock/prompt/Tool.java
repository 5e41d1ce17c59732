package dev.penstock.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.ToolCall;
import dev.penstock.json.JsonPatch;
import dev.penstock.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A tool that the model may call and the program runs.
 *
 * @param name its name
 * @param description what it does and when to use it, for the model to read; null for none
 * @param schema the JSON Schema of its arguments, an object
 */
public record Tool(String name, @Nullable String description, String schema) {

  /**
   * Checks the name and the schema.
   *
   * @throws IllegalArgumentException if the name is blank or the schema no JSON object
   */
  public Tool {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a tool without a name");
    }
    JsonPatch.checkObject("the schema of tool " + name, schema);
  }

  /**
   * {@return a call's arguments as a JSON object, for providers that take no text}
   *
   * <p>None mean an empty object. What is no object, because the answer was cut off perhaps, goes
   * into one as text under {@code INVALID_JSON}, so that the model sees what it said.
   *
   * @param call the call
   */
  public static String input(ToolCall call) {
    var arguments = call.arguments().strip();
    if (arguments.isEmpty() || arguments.equals("null")) {
      return "{}";
    }
    if (JsonPatch.isObject(arguments)) {
      return arguments;
    }
    var wrapped = new JsonWriter().object().field("INVALID_JSON", arguments).end();
    return new String(wrapped.toByteArray(), UTF_8);
  }

  /** Shows the name. */
  @Override
  public String toString() {
    return name;
  }
}
