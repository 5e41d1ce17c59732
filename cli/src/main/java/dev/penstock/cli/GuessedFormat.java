package dev.penstock.cli;

import dev.penstock.testkit.recording.Recording;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Guesses by where a recording was made and by its content type what it is in. */
final class GuessedFormat {
  private static final Map<String, String> BY_PATH = new LinkedHashMap<>();

  static {
    BY_PATH.put(".*/chat/completions", "openai");
    BY_PATH.put(".*/v2/chat", "cohere");
    BY_PATH.put(".*/api/chat", "ollama");
    BY_PATH.put(".*/responses", "openai-responses");
    BY_PATH.put(".*/messages", "anthropic");
    BY_PATH.put(".*:streamRawPredict", "anthropic");
    BY_PATH.put(".*:streamGenerateContent", "gemini");
    BY_PATH.put(".*/interactions", "gemini-interactions");
    BY_PATH.put(".*/converse-stream", "bedrock");
    BY_PATH.put(".*/invoke-with-response-stream", "bedrock-invoke");
  }

  private static final Map<String, String> BY_TYPE =
      Map.of(
          "text/event-stream", "sse",
          "application/x-ndjson", "ndjson",
          "application/json", "json-array",
          "application/vnd.amazon.eventstream", "aws-eventstream");

  private GuessedFormat() {}

  /**
   * {@return the name of a format}
   *
   * @throws UsageException if nothing speaks for one
   */
  static String of(Recording recording) {
    var path = recording.request().uri().getPath();
    for (var each : BY_PATH.entrySet()) {
      if (path != null && path.matches(each.getKey())) {
        return each.getValue();
      }
    }
    var format = BY_TYPE.get(contentType(recording));
    if (format == null) {
      throw new UsageException(
          "cannot tell what " + recording.name() + " is in: say it by --format");
    }
    return format;
  }

  /** {@return the content type of the answer, without parameters; empty if there is none} */
  static String contentType(Recording recording) {
    var type = recording.head().flatMap(head -> head.headers().first("content-type")).orElse("");
    return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }
}
