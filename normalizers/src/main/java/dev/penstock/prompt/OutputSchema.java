package dev.penstock.prompt;

import dev.penstock.json.JsonPatch;

/**
 * What the answer's text has to be: JSON of a schema.
 *
 * @param name a name for it, of letters, digits, {@code _} and {@code -}
 * @param schema the JSON Schema, an object
 */
public record OutputSchema(String name, String schema) {

  /**
   * Checks name and schema.
   *
   * @throws IllegalArgumentException if one is not as it should be
   */
  public OutputSchema {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "the name of an output schema has 1 to 64 letters, digits, _ or -");
    }
    JsonPatch.checkObject("output schema " + name, schema);
  }

  /** Shows the name. */
  @Override
  public String toString() {
    return name;
  }
}
