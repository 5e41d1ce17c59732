package dev.penstock.jmh.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How a provider's answer looks on the wire: the pieces of a body, each a chunk of HTTP/1.1. */
enum Shape {
  OPENAI(
      "",
      "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
          + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"",
      "\"},\"finish_reason\":null}]}\n\n",
      """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m",\
      "choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """),
  ANTHROPIC(
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
      "model":"m","content":[],"stop_reason":null,"stop_sequence":null,\
      "usage":{"input_tokens":1,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      """,
      "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
          + "\"delta\":{\"type\":\"text_delta\",\"text\":\"",
      "\"}}\n\n",
      """
      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
      "usage":{"output_tokens":9}}

      event: message_stop
      data: {"type":"message_stop"}

      """);

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

  private final String start;
  private final String before;
  private final String after;
  private final String ending;

  Shape(String start, String before, String after, String ending) {
    this.start = start;
    this.before = before;
    this.after = after;
    this.ending = ending;
  }

  /** {@return the shape that is asked for by the path of a provider's own API} */
  static Shape ofTarget(String target) {
    return target.endsWith("/messages") ? ANTHROPIC : OPENAI;
  }

  /** {@return the response's head, and what comes before the first piece of text} */
  byte[] head() {
    return (HEAD + (start.isEmpty() ? "" : chunk(start))).getBytes(UTF_8);
  }

  /** {@return an event with a piece of text, which is put into JSON as it is} */
  byte[] event(String text) {
    return chunk(before + text + after).getBytes(UTF_8);
  }

  /** {@return what makes the answer whole} */
  byte[] ending() {
    return (chunk(ending) + "0\r\n\r\n").getBytes(UTF_8);
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }
}
