package dev.penstock.testkit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Shows a JSON body: its whole shape, and of its values those whose field's name is known to be
 * harmless. Used once.
 */
final class RequestBodyText {
  /*
   * One pass over the text that copies and lays out anew. The name of a field holds for the elements of an array in it;
   * objects begin again. What is no JSON is shown as nothing, since nobody knows what it is.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          "anthropic_version",
          "arguments",
          "candidateCount",
          "content",
          "contents",
          "description",
          "effort",
          "enum",
          "format",
          "frequency_penalty",
          "include",
          "input",
          "instructions",
          "max_completion_tokens",
          "max_output_tokens",
          "max_tokens",
          "maxOutputTokens",
          "maxTokens",
          "messages",
          "modalities",
          "mode",
          "model",
          "n",
          "name",
          "num_predict",
          "parallel_tool_calls",
          "presence_penalty",
          "prompt",
          "reasoning_effort",
          "refusal",
          "required",
          "responseMimeType",
          "role",
          "seed",
          "service_tier",
          "status",
          "stop",
          "stop_sequences",
          "stopSequences",
          "strict",
          "summary",
          "system",
          "temperature",
          "text",
          "thinking",
          "thinkingBudget",
          "budget_tokens",
          "title",
          "tool_choice",
          "top_k",
          "top_p",
          "topK",
          "topP",
          "truncation",
          "type",
          "verbosity");

  private static final int MAX_DEPTH = 200;
  private static final String NO_JSON = "(not shown: no JSON)\n";

  private final String text;
  private final StringBuilder shown = new StringBuilder();
  private int at;

  private RequestBodyText(String text) {
    this.text = text;
  }

  static String of(ByteBuffer body) {
    var reading = new RequestBodyText(UTF_8.decode(body).toString());
    try {
      reading.value("", 0);
      reading.skipSpace();
      return reading.at == reading.text.length() ? reading.shown.append('\n').toString() : NO_JSON;
    } catch (NoJsonException e) {
      return NO_JSON;
    }
  }

  private void value(String name, int depth) {
    skipSpace();
    switch (peek()) {
      case '{' -> container('}', name, depth);
      case '[' -> container(']', name, depth);
      case '"' -> shown.append(isHarmless(name) ? string() : mark());
      default -> literal(name);
    }
  }

  private static boolean isHarmless(String name) {
    return HARMLESS.contains(name);
  }

  private String mark() {
    string();
    return '"' + Redacted.MARK + '"';
  }

  private void container(char close, String name, int depth) {
    if (depth >= MAX_DEPTH) {
      throw new NoJsonException();
    }
    shown.append(text.charAt(at++));
    skipSpace();
    if (peek() == close) {
      shown.append(text.charAt(at++));
      return;
    }
    do {
      newLine(depth + 1);
      value(close == '}' ? fieldName() : name, depth + 1);
      skipSpace();
    } while (comma());
    newLine(depth);
    expect(close);
    shown.append(close);
  }

  private String fieldName() {
    skipSpace();
    if (peek() != '"') {
      throw new NoJsonException();
    }
    var quoted = string();
    skipSpace();
    expect(':');
    shown.append(quoted).append(": ");
    return quoted.substring(1, quoted.length() - 1);
  }

  private boolean comma() {
    boolean comma = peek() == ',';
    if (comma) {
      shown.append(text.charAt(at++));
    }
    return comma;
  }

  /** A number, true, false or null: of these a number alone can say something. */
  private void literal(String name) {
    int begin = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    var literal = text.substring(begin, at);
    if (literal.equals("true") || literal.equals("false") || literal.equals("null")) {
      shown.append(literal);
    } else if (literal.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")) {
      shown.append(isHarmless(name) ? literal : '"' + Redacted.MARK + '"');
    } else {
      throw new NoJsonException();
    }
  }

  /** Takes a string and returns it with its quotes, as it stands there. */
  private String string() {
    int begin = at++;
    while (peek() != '"') {
      at += peek() == '\\' ? 2 : 1;
    }
    at++;
    return text.substring(begin, at);
  }

  private void newLine(int depth) {
    shown.append('\n').repeat("  ", depth);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw new NoJsonException();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw new NoJsonException();
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The text is no JSON. */
  private static final class NoJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
