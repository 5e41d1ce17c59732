package dev.penstock.cohere;

import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FinishReason;
import dev.penstock.Outcome;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
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
final class CohereNormalizerTest {
  private static final Player PLAYER = new Player(Cohere.CHAT, Wire.SSE);

  private static final String START =
      "{'id':'c1','type':'message-start','delta':{'message':{'role':'assistant','content':[],'tool_plan':'','tool_calls':[],'citations':[]}}}";

  private static String event(String type, int index, String message) {
    return "{'type':'" + type + "','index':" + index + ",'delta':{'message':" + message + "}}";
  }

  private static String text(String text) {
    return event("content-delta", 0, "{'content':{'text':'" + text + "'}}");
  }

  private static String end(String reason) {
    return "{'type':'message-end','delta':{'finish_reason':'"
        + reason
        + "','usage':{'billed_units':{'input_tokens':1,'output_tokens':2},'tokens':{'input_tokens':5,'output_tokens':7},'cached_tokens':3}}}";
  }

  @Test
  void events_become_thinking_text_citations_usage_and_a_finish() {
    var reading =
        PLAYER.read(
            START,
            event("content-start", 0, "{'content':{'type':'thinking','thinking':''}}"),
            event("content-delta", 0, "{'content':{'thinking':'hm'}}"),
            "{'type':'content-end','index':0}",
            event("content-start", 1, "{'content':{'type':'text','text':''}}"),
            text("Grüße 😀"),
            event("citation-start", 0, "{'citations':{'start':0,'sources':[{'id':'d'}]}}"),
            "{'type':'citation-end','index':0}",
            end("COMPLETE"),
            "[DONE]");
    assertThat(reading.events())
        .containsExactly(
            new ThinkingDelta("hm"),
            new TextDelta("Grüße 😀"),
            new Citation(quoted("{'start':0,'sources':[{'id':'d'}]}")),
            new UsageUpdate(new Usage(5, 7, -1, 3)),
            new Finish(FinishReason.STOP, "COMPLETE"));
    assertThat(reading.metadata().responseId()).isEqualTo("c1");
  }

  @Test
  void a_stream_without_its_end_is_incomplete() {
    var reading = PLAYER.read(START, text("half"));
    assertThat(reading.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(reading.completion().text()).isEqualTo("half");
  }

  @Test
  void calls_are_told_apart_by_index() {
    assertThat(
            PLAYER
                .completion(
                    event(
                        "tool-call-start",
                        0,
                        "{'tool_calls':{'id':'a','type':'function','function':{'name':'f','arguments':''}}}"),
                    event(
                        "tool-call-delta",
                        0,
                        "{'tool_calls':{'function':{'arguments':'{\\'x\\':'}}}"),
                    event("tool-call-delta", 0, "{'tool_calls':{'function':{'arguments':'1}'}}}"),
                    "{'type':'tool-call-end','index':0}",
                    event(
                        "tool-call-start",
                        1,
                        "{'tool_calls':{'id':'b','function':{'name':'g','arguments':''}}}"),
                    "{'type':'tool-call-end','index':1}",
                    end("TOOL_CALL"))
                .toolCalls())
        .containsExactly(
            new ToolCall(0, "a", "f", quoted("{'x':1}"), ArgumentsState.VALID),
            new ToolCall(1, "b", "g", "", ArgumentsState.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I'}}}",
        "{'type':'debug','prompt':'x'}",
        "{'type':'brand-new','delta':{'message':{'content':{'text':'must not appear'}}}}",
        "[]",
        "{}"
      })
  void other_events_are_unknown(String document) {
    assertThat(PLAYER.events(document, end("COMPLETE")))
        .startsWith(new Unknown(quoted(document)))
        .noneMatch(TextDelta.class::isInstance);
  }

  @Test
  void billed_units_count_where_there_are_no_tokens() {
    assertThat(
            PLAYER
                .read(
                    "{'type':'message-end','delta':{'finish_reason':'COMPLETE','usage':{'billed_units':{'input_tokens':1,'output_tokens':2}}}}")
                .usage())
        .isEqualTo(new Usage(1, 2, -1, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETE,STOP",
    "STOP_SEQUENCE,STOP",
    "MAX_TOKENS,LENGTH",
    "TOOL_CALL,TOOL_CALLS",
    "BRAND_NEW,UNKNOWN"
  })
  void the_raw_finish_reason_is_kept(String raw, FinishReason reason) {
    assertThat(PLAYER.events(START, end(raw))).last().isEqualTo(new Finish(reason, raw));
  }

  @Test
  void an_error_comes_with_the_end() {
    var reading =
        PLAYER.read(
            text("so far"),
            "{'type':'message-end','delta':{'error_type':'INVALID_TOOL_GENERATION','finish_reason':'ERROR','usage':{},'error':'no'}}",
            "[DONE]");
    assertThat(reading.error())
        .isEqualTo(new ProviderError("INVALID_TOOL_GENERATION", null, "no", false));
    assertThat(reading.completion().text()).isEqualTo("so far");
    assertThat(reading.metadata().rawFinishReason()).isEqualTo("ERROR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "TIMEOUT"})
  void an_error_may_have_no_words(String reason) {
    assertThat(PLAYER.read(text("x"), end(reason)).error().code()).isEqualTo(reason);
  }

  @Test
  void an_error_may_come_by_itself() {
    assertThat(PLAYER.read(text("x"), "{'error':{'message':'no'}}").error().message())
        .isEqualTo("no");
    assertThat(PLAYER.readBody("event: error\ndata: {'message':'no'}\n\n").error().message())
        .isEqualTo("no");
  }

  @Test
  void a_complete_answer_gives_the_same_as_a_stream() {
    var reading =
        PLAYER.readBody(
            """
            {"id": "c1", "finish_reason": "TOOL_CALL",
             "message": {"role": "assistant", "tool_plan": "I",
               "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "Hello"}],
               "citations": [{"start": 0}],
               "tool_calls": [
                 {"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}},
                 {"id": "b", "type": "function", "function": {"name": "g", "arguments": "{}"}}]},
             "usage": {"tokens": {"input_tokens": 5, "output_tokens": 7}}}
            """);
    assertThat(reading.events())
        .filteredOn(event -> !(event instanceof Unknown))
        .containsExactly(
            new UsageUpdate(new Usage(5, 7, -1, -1)),
            new ThinkingDelta("hm"),
            new TextDelta("Hello"),
            new Citation(quoted("{'start': 0}")),
            new ToolCallDelta(0, "a", "f", "{}"),
            new ToolCallDelta(1, "b", "g", "{}"),
            new Finish(FinishReason.TOOL_CALLS, "TOOL_CALL"));
  }

  @Test
  void order_of_fields_unknown_fields_chunks_and_broken_bytes() {
    PLAYER
        .robustness(
            Set.of("citations"),
            START,
            event("content-delta", 0, "{'content':{'thinking':'hm'}}"),
            text("Grüße 😀"),
            event("citation-start", 0, "{'citations':{'start':0,'sources':[{'id':'d'}]}}"),
            event(
                "tool-call-start",
                0,
                "{'tool_calls':{'id':'a','type':'function','function':{'name':'f','arguments':''}}}"),
            event("tool-call-delta", 0, "{'tool_calls':{'function':{'arguments':'{}'}}}"),
            end("TOOL_CALL"),
            "[DONE]")
        .check();
  }
}
