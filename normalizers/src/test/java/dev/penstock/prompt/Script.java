package dev.penstock.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.StreamRequest;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.cohere.Cohere;
import dev.penstock.converse.Converse;
import dev.penstock.corpus.AwsMessages;
import dev.penstock.gemini.Gemini;
import dev.penstock.ollama.Ollama;
import dev.penstock.openai.AzureOpenAi;
import dev.penstock.openai.OpenAi;
import dev.penstock.testkit.Answer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * How one provider is asked and what it answers: first by a call of the tool {@code weather} in
 * Oslo, then by the text {@code 7 degrees.}
 *
 * @param name the provider
 * @param model the model
 * @param request makes a request of a prompt, to a server at a root
 * @param target the path and query that it goes to
 * @param headers headers that it has
 * @param calls the answer that calls
 * @param says the answer in text
 * @param sentBack what of the first answer, and of the tool's, stands in the second request
 */
record Script(
    String name,
    String model,
    BiFunction<String, Prompt, StreamRequest> request,
    String target,
    Map<String, String> headers,
    Answer calls,
    Answer says,
    List<String> sentBack) {
  static final String KEY = "key-very-secret-0123";

  private static final String AWS = "application/vnd.amazon.eventstream";

  @Override
  public String toString() {
    return name;
  }

  static List<Script> all() {
    return List.of(
        openAi(
            "openai",
            (root, prompt) -> OpenAi.withKey(KEY).baseUrl(root + "/v1").chat(prompt),
            "/v1/chat/completions",
            Map.of("Authorization", "Bearer " + KEY)),
        openAi(
            "openai-compatible",
            (root, prompt) -> OpenAi.compatible(root + "/api/v1/").chat(prompt),
            "/api/v1/chat/completions",
            Map.of()),
        openAi(
            "azure",
            (root, prompt) ->
                AzureOpenAi.withKey(root, KEY).apiVersion("2025-01-01-preview").chat(prompt),
            "/openai/deployments/the%20model/chat/completions?api-version=2025-01-01-preview",
            Map.of("api-key", KEY)),
        responses(),
        anthropic(),
        gemini(),
        ollama(),
        cohere(),
        converse(),
        invoke());
  }

  private static Answer reply(String type, byte[] body) {
    return Answer.answer().status(200).header("Content-Type", type).body(body);
  }

  private static Answer data(String... documents) {
    var body = new StringBuilder();
    for (var document : documents) {
      body.append("data: ").append(document.replace('\'', '"')).append("\n\n");
    }
    return reply("text/event-stream", body.toString().getBytes(UTF_8));
  }

  private static Answer lines(String... documents) {
    var body = String.join("\n", documents).replace('\'', '"') + "\n";
    return reply("application/x-ndjson", body.getBytes(UTF_8));
  }

  private static Answer joined(byte[]... messages) {
    var body = new ByteArrayOutputStream();
    for (var message : messages) {
      body.writeBytes(message);
    }
    return reply(AWS, body.toByteArray());
  }

  private static byte[] event(String type, String payload) {
    return AwsMessages.event(type, payload.replace('\'', '"'));
  }

  private static byte[] chunk(String document) {
    return AwsMessages.chunk(document.replace('\'', '"'));
  }

  private static Script openAi(
      String name,
      BiFunction<String, Prompt, StreamRequest> request,
      String target,
      Map<String, String> headers) {
    return new Script(
        name,
        "the model",
        request,
        target,
        headers,
        data(
            "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'call_7',"
                + "'type':'function','function':{'name':'weather','arguments':''}}]}}]}",
            "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,"
                + "'function':{'arguments':'{\\'city\\':\\'Oslo\\'}'}}]}}]}",
            "{'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}",
            "[DONE]"),
        data(
            "{'choices':[{'index':0,'delta':{'content':'7 degrees.'}}]}",
            "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
            "[DONE]"),
        List.of(
            """
            {"role":"assistant","content":null,"tool_calls":[{"id":"call_7","type":"function",\
            "function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},\
            {"role":"tool","tool_call_id":"call_7","content":"7 °C in Oslo"}]\
            """));
  }

  private static Script responses() {
    return new Script(
        "openai-responses",
        "the model",
        (root, prompt) ->
            OpenAi.withKey(KEY)
                .baseUrl(root + "/v1")
                .responses(prompt.withThinking(Thinking.effort("low"))),
        "/v1/responses",
        Map.of("Authorization", "Bearer " + KEY),
        data(
            "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning',"
                + "'id':'rs_1','summary':[{'type':'summary_text','text':'Look it up.'}],"
                + "'encrypted_content':'sealed'}}",
            "{'type':'response.output_item.done','output_index':1,'item':{'type':'function_call',"
                + "'id':'fc_1','call_id':'call_7','name':'weather',"
                + "'arguments':'{\\'city\\':\\'Oslo\\'}'}}",
            "{'type':'response.completed','response':{'status':'completed','output':[]}}"),
        data(
            "{'type':'response.output_text.delta','output_index':0,'content_index':0,"
                + "'delta':'7 degrees.'}",
            "{'type':'response.completed','response':{'status':'completed','output':[]}}"),
        List.of(
            """
            {"type":"reasoning","summary":[{"type":"summary_text","text":"Look it up."}],\
            "encrypted_content":"sealed"},{"type":"function_call","call_id":"call_7",\
            "name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"},\
            {"type":"function_call_output","call_id":"call_7","output":"7 °C in Oslo"}]\
            """,
            "\"include\":[\"reasoning.encrypted_content\"]",
            "\"store\":false"));
  }

  private static final String[] ANTHROPIC_CALL = {
    "{'type':'message_start','message':{'id':'msg_1','role':'assistant','content':[]}}",
    "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':''}}",
    "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta',"
        + "'thinking':'Look it up.'}}",
    "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta',"
        + "'signature':'sealed'}}",
    "{'type':'content_block_stop','index':0}",
    "{'type':'content_block_start','index':1,'content_block':{'type':'redacted_thinking',"
        + "'data':'hidden'}}",
    "{'type':'content_block_stop','index':1}",
    "{'type':'content_block_start','index':2,'content_block':{'type':'tool_use','id':'call_7',"
        + "'name':'weather','input':{}}}",
    "{'type':'content_block_delta','index':2,'delta':{'type':'input_json_delta',"
        + "'partial_json':'{\\'city\\':\\'Oslo\\'}'}}",
    "{'type':'content_block_stop','index':2}",
    "{'type':'message_delta','delta':{'stop_reason':'tool_use'}}",
    "{'type':'message_stop'}"
  };

  private static final String[] ANTHROPIC_TEXT = {
    "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
    "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'7 degrees.'}}",
    "{'type':'message_delta','delta':{'stop_reason':'end_turn'}}",
    "{'type':'message_stop'}"
  };

  private static final String ANTHROPIC_SENT_BACK =
      """
      {"role":"assistant","content":[\
      {"type":"thinking","thinking":"Look it up.","signature":"sealed"},\
      {"type":"redacted_thinking","data":"hidden"},\
      {"type":"tool_use","id":"call_7","name":"weather","input":{"city":"Oslo"}}]},\
      {"role":"user","content":[\
      {"type":"tool_result","tool_use_id":"call_7","content":"7 °C in Oslo"}]}]\
      """;

  private static Script anthropic() {
    return new Script(
        "anthropic",
        "the model",
        (root, prompt) ->
            Anthropic.withKey(KEY).baseUrl(root).betas("one-2025", "two-2025").messages(prompt),
        "/v1/messages",
        Map.of(
            "x-api-key", KEY,
            "anthropic-version", "2023-06-01",
            "anthropic-beta", "one-2025,two-2025"),
        data(ANTHROPIC_CALL),
        data(ANTHROPIC_TEXT),
        List.of(ANTHROPIC_SENT_BACK));
  }

  private static Script gemini() {
    return new Script(
        "gemini",
        "the model",
        (root, prompt) -> Gemini.withKey(KEY).baseUrl(root).generate(prompt),
        "/v1beta/models/the%20model:streamGenerateContent?alt=sse",
        Map.of("x-goog-api-key", KEY),
        data(
            "{'candidates':[{'content':{'role':'model','parts':[{'text':'Look it up.',"
                + "'thought':true}]}}]}",
            "{'candidates':[{'content':{'role':'model','parts':[{'functionCall':{'name':'weather',"
                + "'args':{'city':'Oslo'}},'thoughtSignature':'sealed'}]},"
                + "'finishReason':'STOP'}]}"),
        data(
            "{'candidates':[{'content':{'role':'model','parts':[{'text':'7 degrees.'}]},"
                + "'finishReason':'STOP'}]}"),
        List.of(
            """
            {"role":"model","parts":[{"text":"Look it up.","thought":true},\
            {"functionCall":{"name":"weather","args":{"city":"Oslo"}},\
            "thoughtSignature":"sealed"}]},\
            {"role":"user","parts":[{"functionResponse":{"name":"weather",\
            "response":{"output":"7 °C in Oslo"}}}]}]\
            """));
  }

  private static Script ollama() {
    return new Script(
        "ollama",
        "the model",
        (root, prompt) -> Ollama.at(root).key(KEY).chat(prompt),
        "/api/chat",
        Map.of("Authorization", "Bearer " + KEY),
        lines(
            "{'message':{'role':'assistant','content':'','thinking':'Look it up.'},'done':false}",
            "{'message':{'role':'assistant','content':'','tool_calls':[{'function':{"
                + "'name':'weather','arguments':{'city':'Oslo'}}}]},'done':false}",
            "{'message':{'role':'assistant','content':''},'done':true,'done_reason':'stop'}"),
        lines(
            "{'message':{'role':'assistant','content':'7 degrees.'},'done':false}",
            "{'message':{'role':'assistant','content':''},'done':true,'done_reason':'stop'}"),
        List.of(
            """
            {"role":"assistant","content":"","thinking":"Look it up.","tool_calls":[{"function":\
            {"name":"weather","arguments":{"city":"Oslo"}}}]},\
            {"role":"tool","tool_name":"weather","content":"7 °C in Oslo"}]\
            """));
  }

  private static Script cohere() {
    return new Script(
        "cohere",
        "the model",
        (root, prompt) -> Cohere.withKey(KEY).baseUrl(root).chat(prompt),
        "/v2/chat",
        Map.of("Authorization", "Bearer " + KEY),
        data(
            "{'type':'content-start','index':0,'delta':{'message':{'content':{"
                + "'type':'thinking','thinking':'Look it up.'}}}}",
            "{'type':'tool-call-start','index':0,'delta':{'message':{'tool_calls':{'id':'call_7',"
                + "'type':'function','function':{'name':'weather','arguments':''}}}}}",
            "{'type':'tool-call-delta','index':0,'delta':{'message':{'tool_calls':{'function':{"
                + "'arguments':'{\\'city\\':\\'Oslo\\'}'}}}}}",
            "{'type':'message-end','delta':{'finish_reason':'TOOL_CALL'}}"),
        data(
            "{'type':'content-delta','index':0,'delta':{'message':{'content':{"
                + "'text':'7 degrees.'}}}}",
            "{'type':'message-end','delta':{'finish_reason':'COMPLETE'}}"),
        List.of(
            """
            {"role":"assistant","content":[{"type":"thinking","thinking":"Look it up."}],\
            "tool_calls":[{"id":"call_7","type":"function","function":\
            {"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},\
            {"role":"tool","tool_call_id":"call_7","content":"7 °C in Oslo"}]\
            """));
  }

  private static Script converse() {
    return new Script(
        "bedrock",
        "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-v1:0",
        (root, prompt) -> Converse.in("eu-west-1").key(KEY).baseUrl(root).stream(prompt),
        "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2F"
            + "eu.anthropic.claude-v1%3A0/converse-stream",
        Map.of("Authorization", "Bearer " + KEY, "Accept", AWS),
        joined(
            event("messageStart", "{'role':'assistant'}"),
            event(
                "contentBlockDelta",
                "{'contentBlockIndex':0,'delta':{'reasoningContent':{'text':'Look it up.'}}}"),
            event(
                "contentBlockDelta",
                "{'contentBlockIndex':0,'delta':{'reasoningContent':{'signature':'sealed'}}}"),
            event(
                "contentBlockStart",
                "{'contentBlockIndex':1,'start':{'toolUse':{'toolUseId':'call_7',"
                    + "'name':'weather'}}}"),
            event(
                "contentBlockDelta",
                "{'contentBlockIndex':1,'delta':{'toolUse':{"
                    + "'input':'{\\'city\\':\\'Oslo\\'}'}}}"),
            event("messageStop", "{'stopReason':'tool_use'}"),
            event("metadata", "{'usage':{'inputTokens':1}}")),
        joined(
            event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'7 degrees.'}}"),
            event("messageStop", "{'stopReason':'end_turn'}"),
            event("metadata", "{'usage':{'inputTokens':1}}")),
        List.of(
            """
            {"role":"assistant","content":[{"reasoningContent":{"reasoningText":\
            {"text":"Look it up.","signature":"sealed"}}},\
            {"toolUse":{"toolUseId":"call_7","name":"weather","input":{"city":"Oslo"}}}]},\
            {"role":"user","content":[{"toolResult":{"toolUseId":"call_7",\
            "content":[{"text":"7 °C in Oslo"}]}}]}]\
            """));
  }

  private static Script invoke() {
    return new Script(
        "bedrock-invoke",
        "anthropic.claude-v1:0",
        (root, prompt) -> Converse.in("eu-west-1").key(KEY).baseUrl(root).invoke(prompt),
        "/model/anthropic.claude-v1%3A0/invoke-with-response-stream",
        Map.of("Authorization", "Bearer " + KEY),
        joined(chunks(ANTHROPIC_CALL)),
        joined(chunks(ANTHROPIC_TEXT)),
        List.of(ANTHROPIC_SENT_BACK, "\"anthropic_version\":\"bedrock-2023-05-31\""));
  }

  private static byte[][] chunks(String... documents) {
    var chunks = new byte[documents.length][];
    for (int i = 0; i < documents.length; i++) {
      chunks[i] = chunk(documents[i]);
    }
    return chunks;
  }
}
