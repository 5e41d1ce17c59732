package dev.penstock.testkit.models;

import static dev.penstock.testkit.models.Json.quote;

import dev.penstock.testkit.Answer;

/** The ways in which providers stream. */
public enum ModelApi {
  /** OpenAI's Chat Completions, and the many servers compatible with it. */
  OPENAI_CHAT("text/event-stream", "service_unavailable_error"),
  /** OpenAI's Responses. */
  OPENAI_RESPONSES("text/event-stream", "server_is_overloaded"),
  /** Anthropic's Messages. */
  ANTHROPIC("text/event-stream", "overloaded_error"),
  /** Gemini's {@code streamGenerateContent?alt=sse}. */
  GEMINI("text/event-stream", "UNAVAILABLE"),
  /** Gemini's {@code streamGenerateContent} as one JSON array. */
  GEMINI_ARRAY("application/json", "UNAVAILABLE"),
  /** Ollama's {@code /api/chat}. */
  OLLAMA("application/x-ndjson", ""),
  /** Cohere's {@code /v2/chat}. */
  COHERE("text/event-stream", "overloaded"),
  /** Bedrock's {@code ConverseStream}. */
  BEDROCK("application/vnd.amazon.eventstream", "serviceUnavailableException");

  private static final int OVERLOADED_AT_ANTHROPIC = 529;

  private final String contentType;
  private final String overloaded;

  ModelApi(String contentType, String overloaded) {
    this.contentType = contentType;
    this.overloaded = overloaded;
  }

  /** {@return the content type of its streams} */
  public String contentType() {
    return contentType;
  }

  /** {@return the type of its error when it is overloaded; empty if its errors have no type} */
  public String overloadedType() {
    return overloaded;
  }

  /** {@return the status with which it refuses requests when it is overloaded} */
  public int overloadedStatus() {
    return this == ANTHROPIC ? OVERLOADED_AT_ANTHROPIC : 503;
  }

  /**
   * {@return the refusal of a request: a status and an error in place of a stream}
   *
   * @param status the status, such as 429
   * @param type the provider's type of error, such as {@code rate_limit_error}; Ollama and Cohere
   *     send none
   * @param message the provider's words
   */
  public Answer refusal(int status, String type, String message) {
    var head = Answer.answer().status(status).header("Content-Type", "application/json");
    return switch (this) {
      case OPENAI_CHAT, OPENAI_RESPONSES -> head.body(ChatShape.error(type, message));
      case ANTHROPIC -> head.body(MessagesShape.error(type, message));
      case GEMINI -> head.body(GeminiShape.error(status, type, message));
      case GEMINI_ARRAY -> head.body("[" + GeminiShape.error(status, type, message) + "\n]\n");
      case OLLAMA -> head.body(OllamaShape.error(message));
      case COHERE -> head.body("{\"message\":" + quote(message) + "}");
      case BEDROCK ->
          head.header("x-amzn-ErrorType", type).body("{\"message\":" + quote(message) + "}");
    };
  }

  Shape shape() {
    return switch (this) {
      case OPENAI_CHAT -> new ChatShape();
      case OPENAI_RESPONSES -> new ResponsesShape();
      case ANTHROPIC -> new MessagesShape();
      case GEMINI -> new GeminiShape(/* array= */ false);
      case GEMINI_ARRAY -> new GeminiShape(/* array= */ true);
      case OLLAMA -> new OllamaShape();
      case COHERE -> new CohereShape();
      case BEDROCK -> new ConverseShape();
    };
  }
}
