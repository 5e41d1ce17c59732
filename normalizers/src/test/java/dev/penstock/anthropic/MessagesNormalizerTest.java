package dev.penstock.anthropic;

import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Completion.ThinkingBlock;
import dev.penstock.FinishReason;
import dev.penstock.IncompleteStreamException;
import dev.penstock.Outcome;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.RedactedThinking;
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
final class MessagesNormalizerTest {
  private static final Player PLAYER = new Player(Anthropic.MESSAGES, Wire.SSE);

  private static final String START =
      "{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant','model':'claude','content':[],'stop_reason':null,'usage':{'input_tokens':25,'cache_read_input_tokens':3,'output_tokens':1}}}";
  private static final String ERROR =
      "{'type':'error','error':{'type':'overloaded_error','message':'no'}}";
  private static final String STOP = "{'type':'message_stop' }";

  private static String blockStart(int index, String block) {
    return "{'type':'content_block_start','index':" + index + ",'content_block':" + block + " }";
  }

  private static String delta(int index, String delta) {
    return "{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "    }";
  }

  private static String blockStop(int index) {
    return "{'type':'content_block_stop','index':" + index + "}";
  }

  private static String messageDelta(String reason) {
    return "{'type':'message_delta','delta':{'stop_reason':'"
        + reason
        + "','stop_sequence':null},'usage':{'output_tokens':9}}";
  }

  private static List<ToolCall> calls(String... documents) {
    return PLAYER.completion(documents).toolCalls();
  }

  private static ToolCall call(int index, String id, String arguments, ArgumentsState state) {
    return new ToolCall(index, id, "f", quoted(arguments), state);
  }

  @Test
  void text_comes_with_usage_and_one_finish() {
    var reading =
        PLAYER.read(
            START,
            blockStart(0, "{'type':'text','text':''}"),
            "{'type': 'ping'}",
            delta(0, "{'type':'text_delta','text':'Grü'}"),
            delta(0, "{'type':'text_delta','text':'ße 😀'}"),
            blockStop(0),
            messageDelta("end_turn"),
            STOP,
            "[DONE]");
    assertThat(reading.events())
        .containsExactly(
            new UsageUpdate(new Usage(25, 1, -1, 3)),
            new TextDelta("Grü"),
            new TextDelta("ße 😀"),
            new UsageUpdate(new Usage(25, 9, -1, 3)),
            new Finish(FinishReason.STOP, "end_turn"));
    assertThat(reading.metadata().model()).isEqualTo("claude");
    assertThat(reading.metadata().responseId()).isEqualTo("msg_1");
    assertThat(reading.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_stream_that_ends_without_a_stop_reason_is_incomplete() {
    var reading = PLAYER.read(START, delta(0, "{'type':'text_delta','text':'half'}"));
    assertThat(reading.failure()).isInstanceOf(IncompleteStreamException.class);
    assertThat(reading.completion().text()).isEqualTo("half");
    assertThat(PLAYER.read(START, messageDelta("end_turn")).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void thinking_keeps_its_signatures_and_encrypted_blocks() {
    var completion =
        PLAYER.completion(
            START,
            blockStart(0, "{'type':'thinking','thinking':'','signature':''}"),
            delta(0, "{'type':'thinking_delta','thinking':'hm'}"),
            delta(0, "{'type':'thinking_delta','thinking':'!'}"),
            delta(0, "{'type':'signature_delta','signature':'s1'}"),
            blockStop(0),
            blockStart(1, "{'type':'redacted_thinking','data':'xyz'}"),
            blockStop(1),
            blockStart(2, "{'type':'thinking','thinking':''}"),
            delta(2, "{'type':'signature_delta','signature':'s2'}"),
            blockStop(2),
            STOP);
    assertThat(completion.thinkingBlocks())
        .containsExactly(
            new ThinkingBlock("hm!", "s1", null),
            new ThinkingBlock("", null, "xyz"),
            new ThinkingBlock("", "s2", null));
  }

  @Test
  void parallel_tool_calls_have_the_index_of_their_block() {
    assertThat(
            calls(
                START,
                blockStart(1, "{'type':'tool_use','id':'a','name':'f','input':{}}"),
                delta(1, "{'type':'input_json_delta','partial_json':''}"),
                delta(1, "{'type':'input_json_delta','partial_json':'{\\'x\\':'}"),
                delta(1, "{'type':'input_json_delta','partial_json':'1}'}"),
                blockStop(1),
                blockStart(2, "{'type':'tool_use','id':'b','name':'f','input':{}}"),
                delta(2, "{'type':'input_json_delta','partial_json':'{}'}"),
                blockStop(2),
                messageDelta("tool_use"),
                STOP))
        .containsExactly(
            call(1, "a", "{'x':1}", ArgumentsState.VALID),
            call(2, "b", "{}", ArgumentsState.VALID));
  }

  @Test
  void a_tool_without_arguments_sends_none() {
    assertThat(
            calls(
                START,
                blockStart(0, "{'type':'tool_use','id':'a','name':'f','input':{}}"),
                blockStop(0),
                STOP))
        .containsExactly(call(0, "a", "", ArgumentsState.EMPTY));
  }

  @Test
  void input_that_stands_whole_in_the_start_counts_unless_deltas_follow() {
    var start = blockStart(0, "{'input':{'x': [1, 2]},'type':'tool_use','id':'a','name':'f'}");
    var whole = call(0, "a", "{'x':[1,2]}", ArgumentsState.VALID);
    assertThat(calls(START, start, blockStop(0), STOP)).containsExactly(whole);
    assertThat(calls(START, start, blockStart(1, "{'type':'text'}"), STOP)).containsExactly(whole);
    assertThat(calls(START, start)).containsExactly(whole);
    assertThat(
            calls(
                START,
                start,
                delta(0, "{'type':'input_json_delta','partial_json':'{}'}"),
                blockStop(0),
                STOP))
        .containsExactly(call(0, "a", "{}", ArgumentsState.VALID));
  }

  @Test
  void arguments_that_are_cut_are_flagged() {
    assertThat(
            calls(
                START,
                blockStart(0, "{'type':'tool_use','id':'a','name':'f','input':{}}"),
                delta(0, "{'type':'input_json_delta','partial_json':'{\\'x'}"),
                messageDelta("max_tokens"),
                STOP))
        .containsExactly(call(0, "a", "{'x", ArgumentsState.INVALID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'server_tool_use','id':'s','name':'web_search','input':{}}",
        "{'type':'mcp_tool_use','id':'s','name':'x','server_name':'y','input':{'a':1}}",
        "{'type':'web_search_tool_result','tool_use_id':'s','content':[{'type':'web_search_result'}]}",
        "{'type':'compaction','content':'summary'}",
        "{'type':'brand_new','data':'x','text':'y'}"
      })
  void what_the_provider_runs_itself_is_unknown_and_no_call(String block) {
    var start = blockStart(0, block);
    var input = delta(0, "{'type':'input_json_delta','partial_json':'{}'}");
    assertThat(PLAYER.events(START, start, input, blockStop(0), messageDelta("end_turn"), STOP))
        .contains(new Unknown(quoted(start)), new Unknown(quoted(input)))
        .noneMatch(event -> event instanceof ToolCallDelta || event instanceof TextDelta);
  }

  @Test
  void citations_are_kept_as_they_are() {
    assertThat(
            PLAYER.events(
                blockStart(0, "{'citations':[],'type':'text','text':''}"),
                delta(0, "{'type':'citations_delta','citation':{ 'type':'char_location','x':[1]}}"),
                delta(0, "{'type':'citations_delta','citation':null}"),
                STOP))
        .containsExactly(
            new Citation(quoted("{ 'type':'char_location','x':[1]}")),
            new Finish(FinishReason.UNKNOWN, null));
  }

  @Test
  void text_in_a_blocks_start_counts() {
    assertThat(
            PLAYER
                .completion(
                    blockStart(0, "{'type':'text','text':'a'}"),
                    delta(0, "{'type':'text_delta','text':'b'}"))
                .text())
        .isEqualTo("ab");
  }

  @Test
  void unknown_events_and_deltas_are_handed_on() {
    var event = "{'type':'brand_new_event','payload':{'x':[1,{'y':'z'}]}}";
    var delta = delta(0, "{'type':'brand_new_delta','text':'must not appear'}");
    assertThat(PLAYER.events(event, delta, "[]", "{}", "3", STOP))
        .containsExactly(
            new Unknown(quoted(event)),
            new Unknown(quoted(delta)),
            new Unknown("[]"),
            new Unknown("{}"),
            new Unknown("3"),
            new Finish(FinishReason.UNKNOWN, null));
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn,STOP",
    "stop_sequence,STOP",
    "max_tokens,LENGTH",
    "model_context_window_exceeded,LENGTH",
    "tool_use,TOOL_CALLS",
    "pause_turn,PAUSE",
    "compaction,PAUSE",
    "refusal,REFUSAL",
    "brand_new,UNKNOWN"
  })
  void the_raw_stop_reason_is_kept(String raw, FinishReason reason) {
    assertThat(PLAYER.events(START, messageDelta(raw), STOP))
        .last()
        .isEqualTo(new Finish(reason, raw));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event: error\ndata: " + ERROR,
        "data: {'error':{'message':'no','type':'overloaded_error'},'type':'error'}\n\n",
        "data: {'error':{'message':'no','type':'overloaded_error'}}\n\n",
        ERROR
      })
  void an_error_may_replace_the_rest(String error) {
    var reading =
        PLAYER.readBody(
            "data: "
                + START
                + "\n\ndata: "
                + delta(0, "{'type':'text_delta','text':'so far'}")
                + "\n\n"
                + error);
    assertThat(reading.error()).isEqualTo(new ProviderError("overloaded_error", null, "no", true));
    assertThat(reading.completion().text()).isEqualTo("so far");
    assertThat(reading.usage().inputTokens()).isEqualTo(25);
  }

  @Test
  void a_complete_answer_gives_the_same_as_a_stream() {
    var reading =
        PLAYER.readBody(
            """
            {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude",
             "content": [
               {"type": "thinking", "thinking": "hm", "signature": "s"},
               {"type": "redacted_thinking", "data": "x"},
               {"type": "text", "text": "Hello", "citations": [{"type": "c"}]},
               {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}},
               {"type": "tool_use", "id": "a", "name": "f", "input": {"x": 1}}],
             "stop_reason": "tool_use", "stop_sequence": null,
             "usage": {"input_tokens": 5, "output_tokens": 7}}
            """);
    assertThat(reading.events())
        .filteredOn(event -> !(event instanceof Unknown))
        .containsExactly(
            new ThinkingDelta("hm"),
            new ThinkingSignature("s"),
            new RedactedThinking("x"),
            new TextDelta("Hello"),
            new Citation(quoted("{'type': 'c'}")),
            new ToolCallDelta(4, "a", "f", quoted("{'x':1}")),
            new UsageUpdate(new Usage(5, 7, -1, -1)),
            new Finish(FinishReason.TOOL_CALLS, "tool_use"));
  }

  @Test
  void order_of_fields_unknown_fields_chunks_and_broken_bytes() {
    PLAYER
        .robustness(
            Set.of("input", "citation"),
            START,
            blockStart(0, "{'type':'thinking','thinking':'','signature':''}"),
            delta(0, "{'type':'thinking_delta','thinking':'hm'}"),
            delta(0, "{'type':'signature_delta','signature':'s'}"),
            blockStop(0),
            blockStart(1, "{'type':'text','text':''}"),
            delta(1, "{'type':'text_delta','text':'Grüße 😀'}"),
            delta(1, "{'type':'citations_delta','citation':{'x':1}}"),
            blockStop(1),
            blockStart(2, "{'type':'tool_use','id':'a','name':'f','input':{}}"),
            delta(2, "{'type':'input_json_delta','partial_json':'{\\'x\\':1}'}"),
            blockStop(2),
            blockStart(3, "{'type':'server_tool_use','id':'s','name':'g','input':{}}"),
            delta(3, "{'type':'input_json_delta','partial_json':'{}'}"),
            blockStop(3),
            messageDelta("tool_use"),
            STOP)
        .check();
  }
}
