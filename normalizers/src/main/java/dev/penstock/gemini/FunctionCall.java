package dev.penstock.gemini;

import dev.penstock.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code functionCall} says: a whole call, its beginning, or some more of its arguments.
 */
final class FunctionCall {
  private @Nullable String name;
  private @Nullable String id;
  private String arguments = "";
  private boolean continues;
  private final List<Piece> pieces = new ArrayList<>();

  /**
   * One of {@code partialArgs}.
   *
   * @param path where the value belongs
   * @param text the value, or more of it, if it is a string
   * @param literal the value's JSON if it is none
   */
  record Piece(String path, @Nullable String text, @Nullable String literal) {}

  void read(JsonCursor json) {
    name = null;
    id = null;
    arguments = "";
    continues = false;
    pieces.clear();
    for (var field = json.firstField(); field != null; field = json.nextField()) {
      switch (field) {
        case "name" -> name = json.text();
        case "id" -> id = json.text();
        case "args" -> arguments = json.isObject() ? json.compact() : "";
        case "willContinue" -> continues = json.isTrue();
        case "partialArgs" -> {
          for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            piece(json);
          }
        }
      }
    }
  }

  private void piece(JsonCursor json) {
    String path = null;
    String text = null;
    String literal = null;
    for (var field = json.firstField(); field != null; field = json.nextField()) {
      switch (field) {
        case "jsonPath" -> path = json.text();
        case "stringValue" -> text = json.is("") ? "" : json.text();
        case "numberValue", "boolValue" -> literal = json.scalar();
        case "nullValue" -> literal = "null";
      }
    }
    if (path != null && (text != null || literal != null)) {
      pieces.add(new Piece(path, text, literal));
    }
  }

  @Nullable String name() {
    return name;
  }

  @Nullable String id() {
    return id;
  }

  /** {@return the whole arguments as JSON, {@code ""} if there are none} */
  String arguments() {
    return arguments;
  }

  /** {@return whether more of the call follows} */
  boolean continues() {
    return continues;
  }

  boolean hasPieces() {
    return !pieces.isEmpty();
  }

  List<Piece> pieces() {
    return pieces;
  }
}
