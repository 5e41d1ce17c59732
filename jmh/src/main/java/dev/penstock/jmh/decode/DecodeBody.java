package dev.penstock.jmh.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/**
 * A stream shaped like those that a provider was recorded to send, beginning and end included, and
 * the same in each run.
 */
public final class DecodeBody {
  /** How many pieces of text there are in a body. */
  static final int EVENTS = 1_000;

  private static final String[] TOKENS = {
    " the",
    " of",
    " a",
    "stream",
    "ing",
    ",",
    ".",
    " water",
    " turb",
    "ine",
    " is",
    " con",
    "duct",
    "ed",
    " through",
    " pipe",
    "\n\n",
    " é",
    " –",
    " pressure",
    " and",
    " 42",
    " it",
    " flows",
    " \"head\"",
    "s"
  };

  private final byte[] bytes;
  private final String text;

  private DecodeBody(byte[] bytes, String text) {
    this.bytes = bytes;
    this.text = text;
  }

  /** {@return the body, not to be written to} */
  public byte[] bytes() {
    return bytes;
  }

  /** {@return the text in it} */
  public String text() {
    return text;
  }

  /** {@return the body of a dialect} */
  public static DecodeBody of(String dialect) {
    var writer = new Writer();
    switch (dialect) {
      case "openai" -> openAi(writer, false, false);
      case "openaiObfuscated" -> openAi(writer, true, false);
      case "mixed" -> openAi(writer, false, true);
      case "anthropic" -> anthropic(writer);
      case "gemini" -> gemini(writer);
      case "ollama" -> ollama(writer);
      default -> throw new IllegalArgumentException(dialect);
    }
    return new DecodeBody(writer.body.toString().getBytes(UTF_8), writer.text.toString());
  }

  private static final class Writer {
    private final Random random = new Random(7);
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder text = new StringBuilder();

    void add(String... parts) {
      for (var part : parts) {
        body.append(part);
      }
    }

    /** {@return a token, as it stands in a JSON string} */
    String token() {
      var token = TOKENS[random.nextInt(TOKENS.length)];
      text.append(token);
      return token.replace("\n", "\\n").replace("\"", "\\\"");
    }

    String tokens(int count) {
      var tokens = new StringBuilder();
      for (int i = 0; i < count; i++) {
        tokens.append(token());
      }
      return tokens.toString();
    }
  }

  /**
   * About 300 bytes an event.
   *
   * @param obfuscated whether each chunk has a padding of its own, as OpenAI sends it by default
   * @param mixed whether thinking, text and the arguments of two calls take turns
   */
  private static void openAi(Writer out, boolean obfuscated, boolean mixed) {
    var head =
        "data:"
            + " {\"id\":\"chatcmpl-C1KMEUDb1vVwsROQUCZTgG6A6vtWo\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1754432618,\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\","
            + "\"system_fingerprint\":\"fp_ff25b2783a\",\"choices\":[";
    var delta = head + "{\"index\":0,\"delta\":{";
    var rest = "},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null";
    out.add(delta, "\"role\":\"assistant\",\"content\":\"\",\"refusal\":null", rest, "}\n\n");
    for (int i = 0; i < EVENTS; i++) {
      out.add(delta, piece(mixed ? i % 4 : 1), out.token(), "\"");
      out.add(mixed && i % 4 > 1 ? "}}]" : "", rest);
      if (obfuscated) {
        out.add(",\"obfuscation\":\"", "aB3dE5gH7jK9mN".substring(out.random.nextInt(14)), "\"");
      }
      out.add("}\n\n");
    }
    out.add(delta, "},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":null}\n\n", head);
    out.add("],\"usage\":{\"prompt_tokens\":17,\"completion_tokens\":1000,\"total_tokens\":1017,");
    out.add("\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},");
    out.add("\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,");
    out.add("\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}}\n\n");
    out.add("data: [DONE]\n\n");
  }

  private static String piece(int kind) {
    return switch (kind) {
      case 0 -> "\"reasoning_content\":\"";
      case 1 -> "\"content\":\"";
      case 2 -> "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"";
      default -> "\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"";
    };
  }

  /** About 150 bytes an event; the time changes with each. */
  private static void ollama(Writer out) {
    for (int i = 0; i <= EVENTS; i++) {
      boolean last = i == EVENTS;
      out.add("{\"model\":\"qwen3.6:latest\",\"created_at\":\"2026-08-07T06:08:15.");
      out.add((187_006 + 2_377 * i) % 1_000_000 + "Z\",\"message\":{\"role\":\"assistant\",");
      out.add("\"content\":\"", last ? "" : out.token(), "\"},\"done\":" + last);
      out.add(last ? ",\"done_reason\":\"stop\",\"prompt_eval_count\":17,\"eval_count\":1000" : "");
      out.add("}\n");
    }
  }

  /** About 130 bytes an event. */
  private static void anthropic(Writer out) {
    out.add(
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_01X\",");
    out.add(
        "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5-20250929\",");
    out.add("\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{");
    out.add("\"input_tokens\":17,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,");
    out.add("\"output_tokens\":1,\"service_tier\":\"standard\"}}    }\n\n");
    out.add("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,");
    out.add("\"content_block\":{\"type\":\"text\",\"text\":\"\"}   }\n\n");
    for (int i = 0; i < EVENTS; i++) {
      if (i % 100 == 0) {
        out.add("event: ping\ndata: {\"type\": \"ping\"}\n\n");
      }
      out.add("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,");
      out.add("\"delta\":{\"type\":\"text_delta\",\"text\":\"", out.token(), "\"}");
      out.add(" ".repeat(out.random.nextInt(12)), "}\n\n");
    }
    out.add("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0  }\n\n");
    out.add("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{");
    out.add("\"stop_reason\":\"end_turn\",\"stop_sequence\":null},");
    out.add("\"usage\":{\"output_tokens\":1000} }\n\n");
    out.add("event: message_stop\ndata: {\"type\":\"message_stop\"  }\n\n");
  }

  /** About 390 bytes an event; the counts of tokens grow with each. */
  private static void gemini(Writer out) {
    int tokens = 0;
    for (int i = 0; i <= EVENTS; i++) {
      boolean last = i == EVENTS;
      int count = last ? 0 : 1 + out.random.nextInt(4);
      tokens += count;
      out.add(
          "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"", out.tokens(count));
      out.add("\"}],\"role\": \"model\"},", last ? "\"finishReason\": \"STOP\"," : "");
      out.add("\"index\": 0}],\"usageMetadata\": {\"promptTokenCount\": 30,");
      out.add("\"candidatesTokenCount\": " + tokens + ",\"totalTokenCount\": " + (30 + tokens));
      out.add(",\"promptTokensDetails\": [{\"modality\": \"TEXT\",\"tokenCount\": 30}]},");
      out.add(
          "\"modelVersion\": \"gemini-2.5-flash\",\"responseId\": \"m6RgaYy1Iv6J6dkPxOORyAw\"}");
      out.add("\r\n\r\n");
    }
  }
}
