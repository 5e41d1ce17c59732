package dev.penstock.openai;

import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FinishReason;
import dev.penstock.Outcome;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamEvent.Unknown;
import dev.penstock.StreamEvent.UsageUpdate;
import dev.penstock.ToolCall;
import dev.penstock.ToolCall.ArgumentsState;
import dev.penstock.Usage;
import dev.penstock.corpus.Player;
import dev.penstock.corpus.Wire;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ResponsesNormalizerTest {
  private static final Player PLAYER = new Player(OpenAi.RESPONSES, Wire.SSE);

  private static final String CREATED =
      "{'type':'response.created','sequence_number':0,'response':{'id':'resp_1','object':'response','model':'gpt-5','status':'in_progress','output':[],'usage':null,'error':null}}";
  private static final String COMPLETED =
      "{'type':'response.completed','response':{'id':'resp_1','model':'gpt-5','status':'completed','output':[],'error':null,'incomplete_details':null,'usage':{'input_tokens':5,'output_tokens':7,'input_tokens_details':{'cached_tokens':2},'output_tokens_details':{'reasoning_tokens':3}}}}";

  private static String added(int index, String item) {
    return "{'type':'response.output_item.added','output_index':" + index + ",'item':" + item + "}";
  }

  private static String done(int index, String item) {
    return "{'type':'response.output_item.done','output_index':" + index + ",'item':" + item + "}";
  }

  private static String event(String type, int index, String fields) {
    return "{'type':'response."
        + type
        + "','item_id':'x','output_index':"
        + index
        + ","
        + fields
        + "}";
  }

  private static String textDelta(int index, String text) {
    return event(
        "output_text.delta",
        index,
        "'content_index':0,'delta':'" + text + "','logprobs':[],'obfuscation':'x'");
  }

  private static List<StreamEvent> events(String... documents) {
    return PLAYER.events(documents);
  }

  @Test
  void deltas_become_thinking_text_refusals_usage_and_a_finish() {
    var reading =
        PLAYER.read(
            CREATED,
            "{'type':'response.in_progress','response':{'id':'resp_1','status':'in_progress'}}",
            "{'type':'keepalive'}",
            added(0, "{'type':'reasoning','id':'rs','summary':[]}"),
            event(
                "reasoning_summary_part.added",
                0,
                "'summary_index':0,'part':{'type':'summary_text','text':''}"),
            event("reasoning_summary_text.delta", 0, "'summary_index':0,'delta':'hm'"),
            event("reasoning_summary_text.done", 0, "'summary_index':0,'text':'hm'"),
            event(
                "reasoning_summary_part.done",
                0,
                "'summary_index':0,'part':{'type':'summary_text','text':'hm'}"),
            done(
                0,
                "{'type':'reasoning','id':'rs','summary':[{'type':'summary_text','text':'hm'}],'encrypted_content':'enc'}"),
            added(1, "{'type':'message','id':'msg','role':'assistant','content':[]}"),
            event(
                "content_part.added",
                1,
                "'content_index':0,'part':{'type':'output_text','text':''}"),
            textDelta(1, "Grü"),
            textDelta(1, "ße 😀"),
            event("output_text.annotation.added", 1, "'annotation':{'type':'url_citation'}"),
            event("output_text.done", 1, "'content_index':0,'text':'Grüße 😀'"),
            event(
                "content_part.done",
                1,
                "'content_index':0,'part':{'type':'output_text','text':'Grüße 😀'}"),
            event("refusal.delta", 1, "'content_index':1,'delta':'no'"),
            event("refusal.done", 1, "'content_index':1,'refusal':'no'"),
            done(
                1,
                "{'type':'message','content':[{'type':'output_text','text':'Grüße"
                    + " 😀','annotations':[{'type':'url_citation'}]},{'type':'refusal','refusal':'no'}]}"),
            COMPLETED);
    assertThat(reading.events())
        .containsExactly(
            new ThinkingDelta("hm"),
            new ThinkingSignature("enc"),
            new TextDelta("Grü"),
            new TextDelta("ße 😀"),
            new Citation(quoted("{'type':'url_citation'}")),
            new RefusalDelta("no"),
            new UsageUpdate(new Usage(5, 7, 3, 2)),
            new Finish(FinishReason.STOP, "completed"));
    assertThat(reading.metadata().model()).isEqualTo("gpt-5");
    assertThat(reading.metadata().responseId()).isEqualTo("resp_1");
  }

  @Test
  void a_stream_that_is_not_completed_is_incomplete() {
    var reading = PLAYER.read(CREATED, textDelta(0, "half"));
    assertThat(reading.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(reading.completion().text()).isEqualTo("half");
  }

  @Test
  void parallel_calls_have_the_index_of_their_item_and_the_id_of_the_call() {
    assertThat(
            PLAYER
                .completion(
                    added(
                        1,
                        "{'type':'function_call','id':'fc_1','call_id':'call_1','name':'f','arguments':''}"),
                    added(
                        2,
                        "{'type':'function_call','id':'fc_2','call_id':'call_2','name':'g','arguments':''}"),
                    event("function_call_arguments.delta", 1, "'delta':'{\\'x\\':'"),
                    event("function_call_arguments.delta", 2, "'delta':'{}'"),
                    event("function_call_arguments.delta", 1, "'delta':'1}'"),
                    event("function_call_arguments.done", 1, "'arguments':'{\\'x\\':1}'"),
                    event("function_call_arguments.done", 2, "'arguments':'{}'"),
                    done(
                        1,
                        "{'type':'function_call','id':'fc_9','call_id':'call_1','name':'f','arguments':'{\\'x\\':1}'}"),
                    done(
                        2,
                        "{'type':'function_call','id':'fc_9','call_id':'call_2','name':'g','arguments':'{}'}"),
                    COMPLETED)
                .toolCalls())
        .containsExactly(
            new ToolCall(1, "call_1", "f", quoted("{'x':1}"), ArgumentsState.VALID),
            new ToolCall(2, "call_2", "g", "{}", ArgumentsState.VALID));
  }

  @Test
  void custom_tools_have_their_input_as_arguments() {
    assertThat(
            events(
                added(0, "{'type':'custom_tool_call','call_id':'c','name':'f','input':''}"),
                event("custom_tool_call_input.delta", 0, "'delta':'SELECT'"),
                event("custom_tool_call_input.done", 0, "'input':'SELECT'"),
                done(0, "{'type':'custom_tool_call','call_id':'c','name':'f','input':'SELECT'}")))
        .containsExactly(
            new ToolCallDelta(0, "c", "f", ""), new ToolCallDelta(0, null, null, "SELECT"));
  }

  @Test
  void what_no_delta_said_the_parts_end_says() {
    assertThat(
            events(
                added(0, "{'type':'function_call','call_id':'c','name':'f','arguments':''}"),
                event("function_call_arguments.done", 0, "'arguments':'{}'"),
                event("output_text.done", 1, "'content_index':0,'text':'a'"),
                event("output_text.done", 1, "'content_index':1,'text':'b'"),
                event("refusal.done", 1, "'content_index':2,'refusal':'c'"),
                event("reasoning_text.done", 2, "'content_index':0,'text':'d'")))
        .containsExactly(
            new ToolCallDelta(0, "c", "f", ""),
            new ToolCallDelta(0, null, null, "{}"),
            new TextDelta("a"),
            new TextDelta("b"),
            new RefusalDelta("c"),
            new ThinkingDelta("d"));
  }

  @Test
  void what_no_part_said_the_item_says() {
    var reasoning =
        "{'type':'reasoning','summary':[],'content':[{'type':'reasoning_text','text':'hm'}]}";
    var message =
        "{'type':'message','content':[{'type':'output_text','text':'a','annotations':[{'u':1}]},{'type':'refusal','refusal':'b'}]}";
    var call = "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'}";
    var expected =
        List.of(
            new ThinkingDelta("hm"),
            new TextDelta("a"),
            new Citation(quoted("{'u':1}")),
            new RefusalDelta("b"),
            new ToolCallDelta(2, "c", "f", "{}"));
    assertThat(events(done(0, reasoning), done(1, message), done(2, call))).isEqualTo(expected);
    assertThat(
            PLAYER
                .readBody(
                    "{'id':'r','object':'response','model':'m','status':'completed','output':["
                        + reasoning
                        + ","
                        + message
                        + ","
                        + call
                        + "],'usage':{'input_tokens':1}}")
                .events())
        .startsWith(expected.toArray(StreamEvent[]::new))
        .endsWith(
            new UsageUpdate(new Usage(1, -1, -1, -1)),
            new Finish(FinishReason.TOOL_CALLS, "completed"));
    assertThat(
            events(
                "{'type':'response.completed','response':{'status':'completed','output':["
                    + message
                    + "]}}"))
        .contains(new TextDelta("a"), new RefusalDelta("b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'web_search_call','id':'ws','action':{}}",
        "{'type':'mcp_call','id':'m','name':'x','arguments':'{}'}",
        "{'type':'brand_new'}"
      })
  void what_the_provider_runs_itself_is_unknown(String item) {
    assertThat(events(added(0, item), done(0, item), COMPLETED))
        .contains(new Unknown(quoted(added(0, item))), new Unknown(quoted(done(0, item))))
        .noneMatch(ToolCallDelta.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'response.brand_new.delta','delta':'must not appear'}",
        "{'type':'response.code_interpreter_call_code.delta','output_index':0,'delta':'x'}",
        "{'type':'response.mcp_call_arguments.delta','output_index':0,'delta':'x'}",
        "[]",
        "1",
        "{}",
        "{'delta':'x'}"
      })
  void other_events_are_unknown(String document) {
    assertThat(events(document, COMPLETED))
        .startsWith(new Unknown(quoted(document)))
        .noneMatch(TextDelta.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource({
    "completed,completed,,STOP",
    "incomplete,incomplete,max_output_tokens,LENGTH",
    "incomplete,incomplete,content_filter,CONTENT_FILTER",
    "completed,cancelled,,UNKNOWN"
  })
  void the_status_is_the_finish_reason(
      String type, String status, String why, FinishReason reason) {
    var details = why == null ? "null" : "{'reason':'" + why + "'}";
    assertThat(
            events(
                textDelta(0, "x"),
                "{'type':'response."
                    + type
                    + "','response':{'incomplete_details':"
                    + details
                    + ",'status':'"
                    + status
                    + "'}}"))
        .containsExactly(new TextDelta("x"), new Finish(reason, status));
  }

  @Test
  void an_answer_with_calls_wants_them_to_be_run_though_it_is_completed() {
    assertThat(
            events(
                added(0, "{'type':'function_call','call_id':'c','name':'f','arguments':''}"),
                event("function_call_arguments.delta", 0, "'delta':'{}'"),
                "{'type':'response.completed','response':{'status':'completed'}}"))
        .last()
        .isEqualTo(new Finish(FinishReason.TOOL_CALLS, "completed"));
  }

  private static final String FAILED =
      "{'type':'response.failed','response':{'status':'failed','error':{'code':'server_error','message':'no'}}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        FAILED,
        "{'type':'error','code':'server_error','message':'no','param':null,'sequence_number':1}",
        "{'type':'error','error':{'code':'server_error','message':'no'}}",
        "{'error':{'code':'server_error','message':'no'}}"
      })
  void an_error_ends_it(String error) {
    var reading = PLAYER.read(textDelta(0, "so far"), error, FAILED);
    assertThat(reading.error()).isEqualTo(new ProviderError(null, "server_error", "no", true));
    assertThat(reading.completion().text()).isEqualTo("so far");
    var named = quoted(error).replace("\n", "");
    assertThat(PLAYER.readBody("event: error\ndata: " + named + "\n\n").outcome())
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void a_response_that_failed_without_words_is_an_error() {
    assertThat(
            PLAYER
                .read("{'type':'response.failed','response':{'status':'failed','error':null}}")
                .outcome())
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void order_of_fields_unknown_fields_chunks_and_broken_bytes() {
    PLAYER
        .robustness(
            Set.of("annotation"),
            CREATED,
            added(0, "{'type':'reasoning','id':'rs','summary':[]}"),
            event("reasoning_summary_text.delta", 0, "'summary_index':0,'delta':'hm'"),
            done(
                0,
                "{'type':'reasoning','summary':[{'type':'summary_text','text':'hm'}],'encrypted_content':'enc'}"),
            textDelta(1, "Grüße 😀"),
            event("output_text.done", 1, "'content_index':0,'text':'Grüße 😀'"),
            event("output_text.annotation.added", 1, "'annotation':{'type':'url_citation'}"),
            done(1, "{'type':'message','content':[{'type':'output_text','text':'Grüße 😀'}]}"),
            added(2, "{'type':'function_call','call_id':'c','name':'f','arguments':''}"),
            event("function_call_arguments.delta", 2, "'delta':'{\\'x\\':1}'"),
            done(2, "{'type':'function_call','call_id':'c','name':'f','arguments':'{\\'x\\':1}'}"),
            added(3, "{'type':'web_search_call'}"),
            COMPLETED)
        .check();
  }
}
