package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.Answer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/**
 * How one provider is asked, and how it answers {@code Hello}.
 *
 * @param name the provider
 * @param suffix what a base URL has after the root
 * @param variable the key's environment variable; {@code ""} if it needs none
 * @param target the path and query that a question goes to
 * @param header the header that has the key
 * @param prefix what stands before the key in it
 * @param type the answer's media type
 * @param begin the text's event, in the provider's way
 * @param end what ends the answer
 */
record ProviderScript(
    String name,
    String suffix,
    String variable,
    String target,
    String header,
    String prefix,
    String type,
    List<Integer> begin,
    List<Integer> end) {
  private static final String SSE = "text/event-stream";

  Answer hello() {
    return Answer.answer().status(200).header("Content-Type", type).body(bytes(begin, end));
  }

  /** The text, and then the connection ends as if that were all. */
  Answer cut() {
    return Answer.answer().status(200).header("Content-Type", type).body(bytes(begin));
  }

  @SafeVarargs
  private static byte[] bytes(List<Integer>... parts) {
    var bytes = new ByteArrayOutputStream();
    for (var part : parts) {
      part.forEach(bytes::write);
    }
    return bytes.toByteArray();
  }

  private static List<Integer> bytes(String text) {
    return bytes(text.replace('\'', '"').getBytes(UTF_8));
  }

  private static List<Integer> bytes(byte[] bytes) {
    var list = new java.util.ArrayList<Integer>(bytes.length);
    for (byte b : bytes) {
      list.add((int) b);
    }
    return list;
  }

  private static List<Integer> data(String document) {
    return bytes("data: " + document + "\n\n");
  }

  private static List<Integer> aws(String type, String payload) {
    return bytes(
        AwsMessage.of(payload.replace('\'', '"'), ":message-type", "event", ":event-type", type));
  }

  @Override
  public String toString() {
    return name;
  }

  static List<ProviderScript> all() {
    return List.of(
        chat("openai", "OPENAI_API_KEY"),
        chat("openai-compatible", ""),
        new ProviderScript(
            "openai-responses",
            "/v1",
            "OPENAI_API_KEY",
            "/v1/responses",
            "Authorization",
            "Bearer ",
            SSE,
            data("{'type':'response.output_text.delta','output_index':0,'delta':'Hello'}"),
            data("{'type':'response.completed','response':{'status':'completed'}}")),
        new ProviderScript(
            "anthropic",
            "",
            "ANTHROPIC_API_KEY",
            "/v1/messages",
            "x-api-key",
            "",
            SSE,
            data(
                "{'type':'content_block_delta','index':0,"
                    + "'delta':{'type':'text_delta','text':'Hello'}}"),
            data("{'type':'message_stop'}")),
        new ProviderScript(
            "gemini",
            "",
            "GEMINI_API_KEY",
            "/v1beta/models/m:streamGenerateContent?alt=sse",
            "x-goog-api-key",
            "",
            SSE,
            data("{'candidates':[{'content':{'parts':[{'text':'Hello'}]}}]}"),
            data("{'candidates':[{'finishReason':'STOP'}]}")),
        new ProviderScript(
            "ollama",
            "",
            "",
            "/api/chat",
            "Authorization",
            "Bearer ",
            "application/x-ndjson",
            bytes("{'message':{'content':'Hello'},'done':false}\n"),
            bytes("{'message':{'content':''},'done':true,'done_reason':'stop'}\n")),
        new ProviderScript(
            "cohere",
            "",
            "CO_API_KEY",
            "/v2/chat",
            "Authorization",
            "Bearer ",
            SSE,
            data("{'type':'content-delta','delta':{'message':{'content':{'text':'Hello'}}}}"),
            data("{'type':'message-end','delta':{'finish_reason':'COMPLETE'}}")),
        new ProviderScript(
            "bedrock",
            "",
            "AWS_BEARER_TOKEN_BEDROCK",
            "/model/m/converse-stream",
            "Authorization",
            "Bearer ",
            "application/vnd.amazon.eventstream",
            aws("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Hello'}}"),
            aws("messageStop", "{'stopReason':'end_turn'}")));
  }

  private static ProviderScript chat(String name, String variable) {
    return new ProviderScript(
        name,
        "/v1",
        variable,
        "/v1/chat/completions",
        "Authorization",
        "Bearer ",
        SSE,
        data("{'choices':[{'index':0,'delta':{'content':'Hello'}}]}"),
        data("[DONE]"));
  }

  /** Where the variable is not one, so that every provider can be given a key. */
  String variableOr(Map<String, String> others) {
    return variable.isEmpty() ? others.getOrDefault(name, "") : variable;
  }
}
