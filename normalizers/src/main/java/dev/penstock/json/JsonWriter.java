package dev.penstock.json;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one JSON document, a request's body above all.
 *
 * {@snippet class = dev.penstock.json.JsonWriterTest region = usage}
 *
 * <p>What is null is left out. Not thread-safe.
 */
public final class JsonWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final JsonGenerator generator =
      FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);

  /** Makes one, for one document. */
  public JsonWriter() {}

  /**
   * Begins an object, the document itself or an array's element.
   *
   * @return this
   */
  public JsonWriter object() {
    generator.writeStartObject();
    return this;
  }

  /**
   * Begins an array, the document itself or an array's element.
   *
   * @return this
   */
  public JsonWriter array() {
    generator.writeStartArray();
    return this;
  }

  /**
   * Begins an object under a name.
   *
   * @param name the field's name
   * @return this
   */
  public JsonWriter object(String name) {
    generator.writeObjectPropertyStart(name);
    return this;
  }

  /**
   * Begins an array under a name.
   *
   * @param name the field's name
   * @return this
   */
  public JsonWriter array(String name) {
    generator.writeArrayPropertyStart(name);
    return this;
  }

  /**
   * Ends the innermost object or array.
   *
   * @return this
   */
  public JsonWriter end() {
    if (generator.streamWriteContext().inArray()) {
      generator.writeEndArray();
    } else {
      generator.writeEndObject();
    }
    return this;
  }

  /**
   * Writes a field.
   *
   * @param name the field's name
   * @param value its value; null to leave it out
   * @return this
   */
  public JsonWriter field(String name, @Nullable String value) {
    if (value != null) {
      generator.writeStringProperty(name, value);
    }
    return this;
  }

  /**
   * Writes a field.
   *
   * @param name the field's name
   * @param value its value
   * @return this
   */
  public JsonWriter field(String name, boolean value) {
    generator.writeBooleanProperty(name, value);
    return this;
  }

  /**
   * Writes a field.
   *
   * @param name the field's name
   * @param value its value
   * @return this
   */
  public JsonWriter field(String name, long value) {
    generator.writeNumberProperty(name, value);
    return this;
  }

  /**
   * Writes a field.
   *
   * @param name the field's name
   * @param value its value, a finite number
   * @return this
   */
  public JsonWriter field(String name, double value) {
    generator.writeNumberProperty(name, value);
    return this;
  }

  /**
   * Writes a field.
   *
   * @param name the field's name
   * @param value its value; empty to leave it out
   * @return this
   */
  public JsonWriter optional(String name, OptionalInt value) {
    value.ifPresent(number -> field(name, number));
    return this;
  }

  /**
   * Writes a field.
   *
   * @param name the field's name
   * @param value its value; empty to leave it out
   * @return this
   */
  public JsonWriter optional(String name, OptionalDouble value) {
    value.ifPresent(number -> field(name, number));
    return this;
  }

  /**
   * Writes an array of strings.
   *
   * @param name the field's name
   * @param values the strings; empty to leave it out
   * @return this
   */
  public JsonWriter strings(String name, List<String> values) {
    if (!values.isEmpty()) {
      array(name);
      values.forEach(generator::writeString);
      end();
    }
    return this;
  }

  /**
   * Writes a field whose value is JSON already.
   *
   * @param name the field's name
   * @param json its value, one JSON document; it is not checked
   * @return this
   */
  public JsonWriter json(String name, String json) {
    generator.writeName(name);
    generator.writeRawValue(json);
    return this;
  }

  /** {@return the document, whose objects and arrays must all have been ended} */
  public byte[] toByteArray() {
    if (!generator.streamWriteContext().inRoot()) {
      throw new IllegalStateException("an object or an array was not ended");
    }
    generator.close();
    return bytes.toByteArray();
  }
}
