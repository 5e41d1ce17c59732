package dev.penstock.gemini;

import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FinishReason;
import dev.penstock.Outcome;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.Finish;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class InteractionsNormalizerTest {
  private static final Player PLAYER = new Player(Gemini.INTERACTIONS, Wire.SSE);

  private static final String CREATED =
      "{'interaction':{'id':'v1','status':'in_progress','object':'interaction','model':'gemini'},'event_type':'interaction.created'}";

  private static String start(int index, String step) {
    return "{'index':" + index + ",'step':" + step + ",'event_type':'step.start'}";
  }

  private static String delta(int index, String delta) {
    return "{'index':" + index + ",'delta':" + delta + ",'event_type':'step.delta'}";
  }

  private static String stop(int index) {
    return "{'index':" + index + ",'event_type':'step.stop'}";
  }

  private static String completed(String status) {
    return "{'interaction':{'id':'v1','status':'"
        + status
        + "','usage':{'total_input_tokens':5,'total_output_tokens':7,'total_thought_tokens':3,'total_cached_tokens':0}},'event_type':'interaction.completed'}";
  }

  @Test
  void steps_become_thinking_text_and_citations() {
    var reading =
        PLAYER.read(
            CREATED,
            "{'interaction_id':'v1','status':'in_progress','event_type':'interaction.status_update'}",
            start(0, "{'type':'thought'}"),
            delta(0, "{'content':{'type':'text','text':'hm'},'type':'thought_summary'}"),
            delta(0, "{'signature':'s','type':'thought_signature'}"),
            stop(0),
            start(1, "{'type':'model_output'}"),
            delta(1, "{'text':'Grüße','type':'text'}"),
            delta(1, "{'annotations':[{'url':'u'}],'type':'text_annotation_delta'}"),
            stop(1),
            completed("completed"),
            "[DONE]");
    assertThat(reading.events())
        .containsExactly(
            new ThinkingDelta("hm"),
            new ThinkingSignature("s"),
            new TextDelta("Grüße"),
            new Citation(quoted("{'url':'u'}")),
            new UsageUpdate(new Usage(5, 7, 3, 0)),
            new Finish(FinishReason.STOP, "completed"));
    assertThat(reading.metadata().model()).isEqualTo("gemini");
    assertThat(reading.metadata().responseId()).isEqualTo("v1");
  }

  @Test
  void a_stream_that_is_not_completed_is_incomplete() {
    assertThat(PLAYER.read(CREATED, delta(0, "{'text':'half','type':'text'}")).outcome())
        .isEqualTo(Outcome.INCOMPLETE);
  }

  @Test
  void calls_have_the_index_of_their_step() {
    assertThat(
            PLAYER
                .completion(
                    start(1, "{'arguments':{},'id':'a','name':'f','type':'function_call'}"),
                    delta(1, "{'arguments':'{\\'x\\':','type':'arguments_delta'}"),
                    delta(1, "{'arguments':'1}','type':'arguments_delta'}"),
                    stop(1),
                    start(2, "{'type':'function_call','arguments':{'y': 2},'id':'b','name':'g'}"),
                    stop(2),
                    completed("requires_action"))
                .toolCalls())
        .containsExactly(
            new ToolCall(1, "a", "f", quoted("{'x':1}"), ArgumentsState.VALID),
            new ToolCall(2, "b", "g", quoted("{'y':2}"), ArgumentsState.VALID));
  }

  @Test
  void what_the_provider_runs_itself_is_unknown() {
    var start = start(2, "{'id':'x','signature':'','type':'google_search_call'}");
    var delta = delta(2, "{'type':'google_search_call','arguments':{'queries':['q']}}");
    assertThat(PLAYER.events(start, delta, completed("completed")))
        .contains(new Unknown(quoted(start)), new Unknown(quoted(delta)))
        .noneMatch(ToolCallDelta.class::isInstance);
  }

  @Test
  void the_earlier_names_of_the_events_are_understood() {
    assertThat(
            PLAYER.events(
                "{'event_type':'interaction.start','interaction':{'id':'v1','status':'in_progress'}}",
                "{'event_type':'content.start','index':0,'content':{'type':'text'}}",
                "{'event_type':'content.delta','index':0,'delta':{'type':'text','text':'a'}}",
                "{'event_type':'content.delta','index':1,'delta':{'type':'function_call','id':'i','name':'f','arguments':{'x':1}}}",
                "{'event_type':'content.stop','index':0}",
                "{'event_type':'interaction.complete','interaction':{'status':'completed'}}"))
        .containsExactly(
            new TextDelta("a"),
            new ToolCallDelta(1, "i", "f", quoted("{'x':1}")),
            new Finish(FinishReason.STOP, "completed"));
  }

  @ParameterizedTest
  @CsvSource({
    "completed,STOP",
    "requires_action,TOOL_CALLS",
    "incomplete,LENGTH",
    "cancelled,UNKNOWN",
    "brand_new,UNKNOWN"
  })
  void the_status_is_the_finish_reason(String status, FinishReason reason) {
    assertThat(PLAYER.events(CREATED, completed(status)))
        .last()
        .isEqualTo(new Finish(reason, status));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'event_type':'error','error':{'code':'overloaded','message':'no'}}",
        "{'error':{'message':'no','code':'overloaded'}}",
        "{'event_type':'interaction.completed','interaction':{'status':'failed','error':{'code':'overloaded','message':'no'}}}"
      })
  void an_error_ends_it(String error) {
    assertThat(PLAYER.read(delta(0, "{'text':'so far','type':'text'}"), error).error())
        .isEqualTo(new ProviderError(null, "overloaded", "no", true));
  }

  @Test
  void an_interaction_that_failed_without_words_is_an_error() {
    assertThat(PLAYER.read(completed("failed")).error().code()).isEqualTo("failed");
  }

  @Test
  void a_complete_answer_gives_the_same_as_a_stream() {
    var reading =
        PLAYER.readBody(
            """
            {"id": "v1", "object": "interaction", "model": "gemini", "status": "requires_action",
             "steps": [
               {"type": "thought", "signature": "s", "summary": [{"type": "text", "text": "hm"}]},
               {"type": "model_output", "content": [{"type": "text", "text": "Hello", "annotations": [{"u": 1}]}]},
               {"type": "function_call", "id": "a", "name": "f", "arguments": {"x": 1}}],
             "usage": {"total_input_tokens": 5, "total_output_tokens": 7}}
            """);
    assertThat(reading.events())
        .containsExactly(
            new ThinkingDelta("hm"),
            new ThinkingSignature("s"),
            new TextDelta("Hello"),
            new Citation(quoted("{'u': 1}")),
            new ToolCallDelta(2, "a", "f", quoted("{'x':1}")),
            new UsageUpdate(new Usage(5, 7, -1, -1)),
            new Finish(FinishReason.TOOL_CALLS, "requires_action"));
  }

  @Test
  void order_of_fields_unknown_fields_chunks_and_broken_bytes() {
    PLAYER
        .robustness(
            Set.of("arguments", "annotations"),
            CREATED,
            start(0, "{'type':'thought'}"),
            delta(0, "{'signature':'s','type':'thought_signature'}"),
            stop(0),
            start(1, "{'type':'model_output'}"),
            delta(1, "{'text':'Grüße 😀','type':'text'}"),
            delta(1, "{'annotations':[{'url':'u'}],'type':'text_annotation_delta'}"),
            stop(1),
            start(2, "{'arguments':{},'id':'a','name':'f','type':'function_call'}"),
            delta(2, "{'arguments':'{}','type':'arguments_delta'}"),
            stop(2),
            completed("requires_action"))
        .check();
  }
}
