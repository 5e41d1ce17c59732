package dev.penstock.jmh.faults;

import tools.jackson.core.io.JsonStringEncoder;

/** How a provider's server says things: the same answer in three protocols. */
enum Wire {
  /** Chat Completions. */
  OPENAI {
    @Override
    String begin() {
      return data(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    }

    @Override
    String text(String text) {
      return data(textData(text));
    }

    @Override
    String textData(String text) {
      return chunk("{\"content\":" + quoted(text) + "}", "null");
    }

    @Override
    String finish() {
      return data(chunk("{}", "\"stop\""));
    }

    @Override
    String end() {
      return data("[DONE]");
    }

    @Override
    String error() {
      return data(errorJson());
    }

    @Override
    String errorJson() {
      return "{\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\",\"code\":null}}";
    }

    @Override
    String errorAsString() {
      return data("{\"error\":\"Overloaded\"}");
    }

    @Override
    String errorWithoutWords() {
      return data("{\"error\":{}}");
    }

    @Override
    String ping() {
      return ": ping\n\n";
    }

    @Override
    String unknown() {
      return data("{\"type\":\"news\",\"news\":{\"a\":[1,null]}}");
    }

    private String chunk(String delta, String finish) {
      return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
          + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
          + delta
          + ",\"finish_reason\":"
          + finish
          + "}]}";
    }
  },

  /** Messages. */
  ANTHROPIC {
    @Override
    String begin() {
      return event(
              "message_start",
              "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                  + "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"
                  + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}")
          + event(
              "content_block_start",
              "{\"type\":\"content_block_start\",\"index\":0,"
                  + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
    }

    @Override
    String text(String text) {
      return event("content_block_delta", textData(text));
    }

    @Override
    String textData(String text) {
      return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
          + "\"text\":"
          + quoted(text)
          + "}}";
    }

    @Override
    String finish() {
      return event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
          + event(
              "message_delta",
              "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                  + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":3}}");
    }

    @Override
    String end() {
      return event("message_stop", "{\"type\":\"message_stop\"}");
    }

    @Override
    String error() {
      return event("error", errorJson());
    }

    @Override
    String errorJson() {
      return "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
          + "\"message\":\"Overloaded\"}}";
    }

    @Override
    String errorAsString() {
      return event("error", "{\"type\":\"error\",\"error\":\"Overloaded\"}");
    }

    @Override
    String errorWithoutWords() {
      return event("error", "{\"type\":\"error\",\"error\":{}}");
    }

    @Override
    String ping() {
      return event("ping", "{\"type\":\"ping\"}");
    }

    @Override
    String unknown() {
      return event("news", "{\"type\":\"news\",\"news\":{\"a\":[1,null]}}");
    }
  },

  /** Gemini's GenerateContent. */
  GEMINI {
    @Override
    String begin() {
      return data("{\"responseId\":\"r1\",\"modelVersion\":\"m\"}");
    }

    @Override
    String text(String text) {
      return data(textData(text));
    }

    @Override
    String textData(String text) {
      return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":"
          + quoted(text)
          + "}],\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"m\"}";
    }

    @Override
    String finish() {
      return data(
          "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},"
              + "\"finishReason\":\"STOP\",\"index\":0}],\"modelVersion\":\"m\"}");
    }

    // There is none: the end of the body is the end.
    @Override
    String end() {
      return "";
    }

    @Override
    String error() {
      return data(errorJson());
    }

    @Override
    String errorJson() {
      return "{\"error\":{\"code\":503,\"message\":\"Overloaded\",\"status\":\"UNAVAILABLE\"}}";
    }

    @Override
    String errorAsString() {
      return data("{\"error\":\"Overloaded\"}");
    }

    @Override
    String errorWithoutWords() {
      return data("{\"error\":{}}");
    }

    @Override
    String ping() {
      return ": ping\n\n";
    }

    @Override
    String unknown() {
      return data("{\"news\":{\"a\":[1,null]},\"modelVersion\":\"m\"}");
    }
  };

  /** {@return what comes before the text} */
  abstract String begin();

  /** {@return an event with a piece of text} */
  abstract String text(String text);

  /** {@return the data of such an event} */
  abstract String textData(String text);

  /** {@return the events that say why the model stopped} */
  abstract String finish();

  /** {@return the mark of the end} */
  abstract String end();

  /** {@return an event with an error} */
  abstract String error();

  /** {@return an error as the body of a response} */
  abstract String errorJson();

  /** {@return an event whose error is a string in place of an object} */
  abstract String errorAsString();

  /** {@return an event with an error that says nothing} */
  abstract String errorWithoutWords();

  /** {@return what servers send to keep a connection} */
  abstract String ping();

  /** {@return an event that no client knows yet} */
  abstract String unknown();

  /** {@return a whole answer} */
  final String answer(String... texts) {
    var all = new StringBuilder(begin());
    for (var text : texts) {
      all.append(text(text));
    }
    return all.append(finish()).append(end()).toString();
  }

  private static String data(String json) {
    return "data: " + json + "\n\n";
  }

  private static String event(String name, String json) {
    return "event: " + name + "\n" + data(json);
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }
}
