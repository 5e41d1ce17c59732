package dev.penstock.json;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Merges JSON into JSON. Stateless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396, JSON Merge Patch</a>
 */
public final class JsonPatch {
  /*
   * The target is copied token by token. Of the patch, the fields of one object at a time are known, each with its value's
   * text: where both have an object, the one is merged into the other; what the target did not have comes at its end.
   */
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonPatch() {}

  /**
   * {@return an object with another one merged into it: objects into objects, {@code null} removes
   * a field, everything else takes its place}
   *
   * @param target the object, as UTF-8
   * @param patch what is merged into it, an object
   * @throws IllegalArgumentException if one is no object; the message shows neither
   */
  public static byte[] apply(byte[] target, String patch) {
    var bytes = new ByteArrayOutputStream(target.length + patch.length());
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), target);
        var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject("the JSON to patch");
      }
      merge(parser, fields(patch), generator);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the JSON to patch is broken: " + e.getOriginalMessage());
    }
    return bytes.toByteArray();
  }

  /**
   * Checks that a text is a JSON object.
   *
   * @param what names the text in the message
   * @param json the text
   * @throws IllegalArgumentException if it is none; the message does not show it
   */
  public static void checkObject(String what, String json) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject(what);
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(what + " is a JSON object with something after it");
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          what
              + " is no JSON object: broken in line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr());
    }
  }

  /**
   * {@return whether a text is a JSON object}
   *
   * @param json the text
   */
  public static boolean isObject(String json) {
    try {
      checkObject("", json);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static IllegalArgumentException notAnObject(String what) {
    return new IllegalArgumentException(what + " is no JSON object");
  }

  /** Writes the object that the parser is at the beginning of, with the fields merged in. */
  private static void merge(JsonParser target, Map<String, String> patch, JsonGenerator generator) {
    generator.writeStartObject();
    while (target.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = target.currentName();
      var value = patch.remove(name);
      boolean inObject = target.nextToken() == JsonToken.START_OBJECT;
      if (value == null) {
        generator.writeName(name);
        generator.copyCurrentStructure(target);
      } else if (inObject && value.startsWith("{")) {
        generator.writeName(name);
        merge(target, fields(value), generator);
      } else {
        target.skipChildren();
        write(name, value, generator);
      }
    }
    patch.forEach((name, value) -> write(name, value, generator));
    generator.writeEndObject();
  }

  private static void write(String name, String value, JsonGenerator generator) {
    if (value.equals("null")) {
      return;
    }
    generator.writeName(name);
    if (!value.startsWith("{")) {
      generator.writeRawValue(value);
      return;
    }
    // A patch of nothing: what it has of null is to be removed from it.
    generator.writeStartObject();
    fields(value).forEach((inner, text) -> write(inner, text, generator));
    generator.writeEndObject();
  }

  /** {@return the fields of an object with the text of their values} */
  private static Map<String, String> fields(String object) {
    var fields = new LinkedHashMap<String, String>();
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject("the patch");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getCharOffset();
        fields.put(name, object.substring(from, to).strip());
      }
    }
    return fields;
  }
}
