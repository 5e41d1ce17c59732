package dev.penstock.gemini;

import dev.penstock.NormalizerLimitException;
import dev.penstock.gemini.FunctionCall.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Puts the arguments of one call together from the values that come one by one, each with its path.
 *
 * @see <a
 *     href="https://cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling">Streaming
 *     function call arguments</a>
 */
final class PartialArguments {
  /*
   * path = "$" *( "." name / "[" index "]" / "[" quote name quote "]" )
   *
   * A string may come in several pieces under the same path. Where a path contradicts an earlier one, the later counts.
   */
  private sealed interface Node {}

  private record ObjectNode(Map<String, Node> fields) implements Node {}

  private record ArrayNode(List<Node> elements) implements Node {}

  private record TextNode(StringBuilder text) implements Node {}

  private record LiteralNode(String json) implements Node {}

  /**
   * A step of a path.
   *
   * @param name a field's name, or the index as it is written
   * @param index the index, {@link #NO_INDEX} if it is none
   */
  private record Step(String name, int index) {
    static final int NO_INDEX = -1;

    static Step ofSubscript(String inside) {
      int length = inside.length();
      if (length >= 2 && (inside.charAt(0) == '\'' || inside.charAt(0) == '"')) {
        return new Step(inside.substring(1, length - 1), NO_INDEX);
      }
      boolean digits =
          length > 0 && length < 10 && inside.chars().allMatch(c -> c >= '0' && c <= '9');
      return new Step(inside, digits ? Integer.parseInt(inside) : NO_INDEX);
    }

    boolean isIndex() {
      return index != NO_INDEX;
    }

    boolean isWithin(List<?> elements) {
      return isIndex() && index < elements.size();
    }
  }

  private final int maxDepth;
  private final int maxBytes;
  private final ObjectNode root = new ObjectNode(new LinkedHashMap<>());
  private long bytes;

  /**
   * Makes one.
   *
   * @param maxDepth how deep the arguments may be nested
   * @param maxBytes how large they may become
   */
  PartialArguments(int maxDepth, int maxBytes) {
    this.maxDepth = maxDepth;
    this.maxBytes = maxBytes;
  }

  void add(List<Piece> pieces) {
    for (var piece : pieces) {
      bytes += 64L + piece.path().length() + length(piece.text()) + length(piece.literal());
      if (bytes > maxBytes) {
        throw new NormalizerLimitException(
            "the arguments of a function call exceed " + maxBytes + " bytes", "maxFrameBytes");
      }
      add(piece);
    }
  }

  private static int length(@Nullable String string) {
    return string == null ? 0 : string.length();
  }

  private void add(Piece piece) {
    var steps = steps(piece.path());
    if (steps.size() >= maxDepth) {
      throw new NormalizerLimitException(
          "the arguments of a function call are nested deeper than " + maxDepth + " levels",
          "maxJsonDepth");
    }
    if (steps.isEmpty()) {
      return;
    }
    Node node = root;
    for (int i = 0; i < steps.size() - 1; i++) {
      node = container(node, steps.get(i), /* isArray= */ steps.get(i + 1).isIndex());
    }
    var last = steps.getLast();
    if (piece.literal() != null) {
      put(node, last, new LiteralNode(piece.literal()));
    } else if (get(node, last) instanceof TextNode(var text)) {
      text.append(piece.text());
    } else {
      put(node, last, new TextNode(new StringBuilder().append(piece.text())));
    }
  }

  private static Node container(Node parent, Step step, boolean isArray) {
    var node = get(parent, step);
    if (node != null && (isArray ? node instanceof ArrayNode : node instanceof ObjectNode)) {
      return node;
    }
    var made = isArray ? new ArrayNode(new ArrayList<>()) : new ObjectNode(new LinkedHashMap<>());
    put(parent, step, made);
    return made;
  }

  private static @Nullable Node get(Node parent, Step step) {
    return switch (parent) {
      case ObjectNode(var fields) -> fields.get(step.name());
      case ArrayNode(var elements) -> step.isWithin(elements) ? elements.get(step.index()) : null;
      default -> null;
    };
  }

  private static void put(Node parent, Step step, Node child) {
    switch (parent) {
      case ObjectNode(var fields) -> fields.put(step.name(), child);
      case ArrayNode(var elements) -> {
        // An index past the end is taken for the next one: what is between them will not come.
        if (step.isWithin(elements)) {
          elements.set(step.index(), child);
        } else {
          elements.add(child);
        }
      }
      default -> throw new AssertionError("no container: " + parent);
    }
  }

  private static List<Step> steps(String path) {
    var steps = new ArrayList<Step>();
    int i = path.startsWith("$") ? 1 : 0;
    while (i < path.length()) {
      int end;
      if (path.charAt(i) == '[') {
        int close = path.indexOf(']', i);
        end = close < 0 ? path.length() : close;
        steps.add(Step.ofSubscript(path.substring(i + 1, end)));
        i = end + 1;
      } else {
        int from = path.charAt(i) == '.' ? i + 1 : i;
        end = from;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
          end++;
        }
        if (end > from) {
          steps.add(new Step(path.substring(from, end), Step.NO_INDEX));
        }
        i = end;
      }
    }
    return steps;
  }

  /** {@return the arguments as JSON, {@code ""} if there are none} */
  String toJson() {
    var json = new StringBuilder();
    if (!root.fields().isEmpty()) {
      write(root, json);
    }
    return json.toString();
  }

  private static void write(Node node, StringBuilder json) {
    switch (node) {
      case ObjectNode(var fields) -> {
        char before = '{';
        for (var field : fields.entrySet()) {
          json.append(before);
          quote(field.getKey(), json);
          json.append(':');
          write(field.getValue(), json);
          before = ',';
        }
        json.append('}');
      }
      case ArrayNode(var elements) -> {
        char before = '[';
        for (var element : elements) {
          json.append(before);
          write(element, json);
          before = ',';
        }
        json.append(']');
      }
      case TextNode(var text) -> quote(text, json);
      case LiteralNode(var literal) -> json.append(literal);
    }
  }

  private static void quote(CharSequence text, StringBuilder json) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }
}
