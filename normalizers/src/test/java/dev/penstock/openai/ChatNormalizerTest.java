package dev.penstock.openai;

import static dev.penstock.corpus.Quotes.allQuoted;
import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Completion;
import dev.penstock.Completion.ThinkingBlock;
import dev.penstock.FinishReason;
import dev.penstock.IncompleteStreamException;
import dev.penstock.LimitExceededException;
import dev.penstock.Limits;
import dev.penstock.MalformedStreamException;
import dev.penstock.Outcome;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamEvent.Unknown;
import dev.penstock.StreamEvent.UsageUpdate;
import dev.penstock.ToolCall;
import dev.penstock.ToolCall.ArgumentsState;
import dev.penstock.Usage;
import dev.penstock.corpus.Reading;
import dev.penstock.corpus.Robustness;
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
final class ChatNormalizerTest {
  private static final String STOP = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";

  private static Reading readBody(String body) {
    return Reading.of(OpenAi.CHAT, quoted(body));
  }

  private static Reading read(String... documents) {
    return Reading.of(OpenAi.CHAT, Wire.SSE.body(allQuoted(documents)), Integer.MAX_VALUE);
  }

  private static String delta(String delta) {
    return "{'choices':[{'index':0,'delta':" + delta + ",'finish_reason':null}]}";
  }

  private static List<StreamEvent> events(String... documents) {
    return read(documents).events();
  }

  private static Completion completion(String... documents) {
    return read(documents).completion();
  }

  private static String text(String... documents) {
    return completion(documents).text();
  }

  private static List<ToolCall> calls(String... documents) {
    return completion(documents).toolCalls();
  }

  private static ToolCall call(int index, String id, String name, String arguments) {
    return new ToolCall(index, id, name, quoted(arguments), ArgumentsState.VALID);
  }

  @Test
  void a_stream_of_text_gives_text_usage_and_one_finish() {
    var reading =
        read(
            "{'id':'chatcmpl-1','object':'chat.completion.chunk','model':'gpt-5','choices':[{'index':0,'delta':{'role':'assistant','content':'','refusal':null},'logprobs':null,'finish_reason':null}],'usage':null,'obfuscation':'x'}",
            delta("{'content':'Sky'}"),
            delta("{'content':' is 青い \\ud83d\\ude00'}"),
            STOP,
            "{'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':2,'total_tokens':11,'prompt_tokens_details':{'cached_tokens':4},'completion_tokens_details':{'reasoning_tokens':1}}}",
            "[DONE]",
            "{'choices':[],'cost':'0'}");
    assertThat(reading.events())
        .containsExactly(
            new TextDelta("Sky"),
            new TextDelta(" is 青い 😀"),
            new UsageUpdate(new Usage(9, 2, 1, 4)),
            new Finish(FinishReason.STOP, "stop"));
    assertThat(reading.metadata().model()).isEqualTo("gpt-5");
    assertThat(reading.metadata().responseId()).isEqualTo("chatcmpl-1");
    assertThat(reading.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void finish_usage_and_done_are_the_same_in_one_chunk_or_in_three() {
    var usage = "'usage':{'prompt_tokens':9,'completion_tokens':2}";
    var together =
        read(
            delta("{'content':'x'}"),
            "{'choices':[{'delta':{},'finish_reason':'length'}]," + usage + "}",
            "[DONE]");
    var apart =
        read(
            delta("{'content':'x'}"),
            "{'choices':[{'delta':{},'finish_reason':'length'}]}",
            "{" + usage + ",'choices':[]}",
            "[DONE]");
    assertThat(together.events()).isEqualTo(apart.events());
    assertThat(together.events()).last().isEqualTo(new Finish(FinishReason.LENGTH, "length"));
  }

  @Test
  void done_is_not_needed_after_a_finish_reason() {
    assertThat(read(delta("{'content':'x'}"), STOP).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_stream_cut_off_before_its_finish_reason_is_incomplete() {
    var reading = read(delta("{'content':'half'}"));
    assertThat(reading.failure()).isInstanceOf(IncompleteStreamException.class);
    assertThat(reading.completion().text()).isEqualTo("half");
    assertThat(reading.outcome()).isEqualTo(Outcome.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'reasoning_content':'hm'}",
        "{'reasoning':'hm'}",
        "{'reasoning_details':[{'type':'reasoning.text','text':'hm'}]}",
        "{'reasoning_details':[{'type':'reasoning.summary','summary':'hm'}]}",
        "{'reasoning':'hm','reasoning_content':'hm','content':''}",
        "{'reasoning_details':[{'type':'reasoning.text','text':'hm'}],'reasoning':'hm'}",
        "{'reasoning':'hm','reasoning_details':[{'type':'reasoning.text','text':'hm'}]}",
        "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'hm'}],'closed':true}]}",
        "{'content':[{'type':'thinking','thinking':'hm'}]}"
      })
  void thinking_is_read_once_wherever_it_stands(String delta) {
    assertThat(events(delta(delta))).containsExactly(new ThinkingDelta("hm"));
  }

  @Test
  void signatures_and_encrypted_thinking_are_kept_to_be_sent_back() {
    assertThat(
            completion(
                    delta(
                        "{'reasoning':'hm','reasoning_details':[{'type':'reasoning.text','text':'hm','signature':null}]}"),
                    delta("{'reasoning_details':[{'type':'reasoning.text','signature':'sig'}]}"),
                    delta("{'reasoning_details':[{'type':'reasoning.encrypted','data':'xyz'}]}"))
                .thinkingBlocks())
        .containsExactly(new ThinkingBlock("hm", "sig", null), new ThinkingBlock("", null, "xyz"));
  }

  @Test
  void parts_of_content_come_in_their_order() {
    assertThat(
            events(
                delta(
                    "{'content':[{'type':'thinking','thinking':[{'text':'a'},{'text':'b'}]},{'type':'text','text':'c'},'d',{'type':'refusal','refusal':'e'}]}")))
        .containsExactly(
            new ThinkingDelta("a"),
            new ThinkingDelta("b"),
            new TextDelta("c"),
            new TextDelta("d"),
            new RefusalDelta("e"));
  }

  @Test
  void all_that_one_chunk_says_is_given_in_order() {
    assertThat(
            events(
                "{'choices':[{'finish_reason':'tool_calls','delta':{'tool_calls':[{'function':{'name':'f','arguments':'{}'},'id':'1'}],'content':'text','reasoning':'hm'}}],'usage':{'prompt_tokens':1}}"))
        .containsExactly(
            new ThinkingDelta("hm"),
            new TextDelta("text"),
            new ToolCallDelta(0, "1", "f", "{}"),
            new UsageUpdate(new Usage(1, -1, -1, -1)),
            new Finish(FinishReason.TOOL_CALLS, "tool_calls"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "[]", "{}"})
  void nothing_is_nothing_however_it_is_written(String nothing) {
    var delta =
        "{'content':N,'reasoning':N,'reasoning_content':N,'reasoning_details':N,'refusal':N,'tool_calls':N,'function_call':N,'annotations':N,'role':N,'audio':N}";
    var chunk =
        "{'id':N,'model':N,'choices':[{'index':N,'delta':"
            + delta
            + ",'message':N,'finish_reason':N,'logprobs':N,'error':N}],'usage':N,'error':N,'x_groq':N,'object':N}";
    var reading = read(chunk.replace("N", nothing), delta("{'content':'x'}"), STOP);
    assertThat(reading.events())
        .containsExactly(new TextDelta("x"), new Finish(FinishReason.STOP, "stop"));
    assertThat(reading.metadata().model()).isNull();
    assertThat(events("{'choices':" + nothing + "}", STOP)).hasSize(1);
  }

  @Test
  void parallel_tool_calls_are_told_apart_by_index() {
    assertThat(
            calls(
                delta(
                    "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]}"),
                delta(
                    "{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':'{\\'y\\''}}]}"),
                delta(
                    "{'tool_calls':[{'index':0,'function':{'arguments':'{\\'x\\':1}'}},{'index':1,'function':{'arguments':':2}'}}]}"),
                STOP))
        .containsExactly(call(0, "a", "f", "{'x':1}"), call(1, "b", "g", "{'y':2}"));
  }

  @Test
  void tool_calls_without_an_index_have_their_position() {
    assertThat(
            calls(
                delta(
                    "{'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'}},{'id':'b','function':{'name':'g','arguments':'{}'}}]}"),
                delta("{'tool_calls':[{'id':'c','function':{'name':'h','arguments':'{}'}}]}"),
                STOP))
        .containsExactly(call(0, "a", "f", "{}"), call(1, "b", "g", "{}"), call(0, "c", "h", "{}"));
  }

  @Test
  void an_id_and_a_name_that_are_repeated_are_counted_once() {
    assertThat(
            calls(
                delta(
                    "{'tool_calls':[{'index':1,'id':'a','function':{'name':'f','arguments':'{'}}]}"),
                delta(
                    "{'tool_calls':[{'index':1,'id':'a','function':{'name':'f','arguments':'}'}}]}"),
                delta(
                    "{'tool_calls':[{'index':1,'id':null,'type':null,'function':{'name':null,'arguments':''}}]}"),
                STOP))
        .containsExactly(call(1, "a", "f", "{}"));
  }

  @Test
  void arguments_that_are_an_object_become_their_json() {
    assertThat(
            calls(
                delta(
                    "{'tool_calls':[{'id':'a','function':{'name':'f','arguments':{"
                        + " 'x' : [ 1.50 , 'a b' ] }}}]}"),
                STOP))
        .containsExactly(call(0, "a", "f", "{'x':[1.50,'a b']}"));
  }

  @Test
  void a_legacy_function_call_is_a_tool_call() {
    assertThat(
            calls(
                delta("{'function_call':{'name':'f','arguments':''}}"),
                delta("{'function_call':{'arguments':'{}'}}"),
                "{'choices':[{'delta':{},'finish_reason':'function_call'}]}"))
        .containsExactly(new ToolCall(0, null, "f", "{}", ArgumentsState.VALID));
  }

  @Test
  void custom_tools_have_their_input_as_arguments() {
    assertThat(
            events(
                delta(
                    "{'tool_calls':[{'index':0,'id':'a','type':'custom','custom':{'name':'f','input':'SELECT'}}]}")))
        .containsExactly(new ToolCallDelta(0, "a", "f", "SELECT"));
  }

  @Test
  void a_refusal_is_no_text() {
    var completion = completion(delta("{'content':null,'refusal':'I cannot'}"), STOP);
    assertThat(completion.refusal()).isEqualTo("I cannot");
    assertThat(completion.text()).isEmpty();
  }

  @Test
  void annotations_are_citations() {
    assertThat(events(delta("{'content':'x','annotations':[{ 'type':'url_citation'}]}")))
        .containsExactly(new TextDelta("x"), new Citation(quoted("{ 'type':'url_citation'}")));
  }

  @Test
  void a_complete_answer_gives_the_same_as_a_stream() {
    var reading =
        readBody(
            """
            {
              "id": "c1", "object": "chat.completion", "model": "m",
              "choices": [{"index": 0, "finish_reason": "tool_calls", "logprobs": null,
                "message": {"role": "assistant", "content": "Hello", "reasoning_content": "hm", "refusal": null,
                  "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}}],
              "usage": {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}
            }
            """);
    assertThat(reading.events())
        .containsExactly(
            new ThinkingDelta("hm"),
            new TextDelta("Hello"),
            new ToolCallDelta(0, "a", "f", "{}"),
            new UsageUpdate(new Usage(5, 7, -1, -1)),
            new Finish(FinishReason.TOOL_CALLS, "tool_calls"));
  }

  @Test
  void a_message_in_place_of_a_delta_is_read() {
    assertThat(
            text(
                "{'choices':[{'message':{'content':'a'}}]}",
                "{'choices':[{'message':{'content':'b'},'delta':null,'finish_reason':'stop'}]}"))
        .isEqualTo("ab");
  }

  @Test
  void a_message_that_repeats_the_whole_answer_beside_the_delta_is_not() {
    assertThat(
            text(
                "{'choices':[{'message':{'content':'a'},'delta':{'content':'a'}}]}",
                "{'choices':[{'delta':{'content':'b'},'message':{'content':'ab'}}]}",
                "{'choices':[{'message':{'content':'ab'},'finish_reason':'stop'}]}"))
        .isEqualTo("ab");
  }

  @Test
  void text_beside_a_delta_is_not_read_but_alone_it_is() {
    assertThat(
            text(
                "{'choices':[{'text':'a','delta':{'content':'a'}}]}",
                "{'choices':[{'text':'b','delta':{'content':'b'}}]}",
                STOP))
        .isEqualTo("ab");
    assertThat(
            text(
                "{'object':'text_completion','choices':[{'index':0,'text':'a'}]}",
                "{'choices':[{'index':0,'text':'b','finish_reason':'stop'}]}"))
        .isEqualTo("ab");
  }

  @Test
  void usage_is_found_wherever_servers_put_it_and_never_shrinks() {
    assertThat(
            read("{'x_groq':{'id':'r','usage':{'prompt_tokens':3,'completion_tokens':4}}}", STOP)
                .usage())
        .isEqualTo(new Usage(3, 4, -1, -1));
    assertThat(
            read("{'choices':[{'delta':{},'finish_reason':'stop','usage':{'prompt_tokens':3,'cached_tokens':2}}]}")
                .usage())
        .isEqualTo(new Usage(3, -1, -1, 2));
    assertThat(
            read(
                    "{'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':1,'prompt_cache_hit_tokens':1}}",
                    "{'choices':[],'usage':{'prompt_tokens':3,'completion_tokens':8,'prompt_cache_hit_tokens':null}}",
                    "{'choices':[],'usage':{'prompt_tokens':0,'completion_tokens':0}}",
                    STOP)
                .usage())
        .isEqualTo(new Usage(3, 8, -1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "stop,STOP", "length,LENGTH", "tool_calls,TOOL_CALLS", "function_call,TOOL_CALLS",
        "content_filter,CONTENT_FILTER",
    "model_length,LENGTH", "refusal,REFUSAL", "never_heard_of,UNKNOWN", "STOP,STOP", "1,UNKNOWN"
  })
  void the_raw_finish_reason_is_kept(String raw, FinishReason reason) {
    assertThat(events("{'choices':[{'delta':{},'finish_reason':'" + raw + "'}]}", "[DONE]"))
        .containsExactly(new Finish(reason, raw));
  }

  @Test
  void the_last_finish_reason_counts_and_more_may_follow_one() {
    assertThat(
            events(
                STOP,
                delta("{'content':'late'}"),
                "{'choices':[{'delta':{},'finish_reason':'length'}]}"))
        .containsExactly(new TextDelta("late"), new Finish(FinishReason.LENGTH, "length"));
  }

  @Test
  void other_choices_are_unknown() {
    var other = "{'choices':[{'delta':{'content':'other'},'finish_reason':'length','index':1}]}";
    assertThat(events(other, delta("{'content':'x'}"), STOP))
        .containsExactly(
            new Unknown(quoted(other)), new TextDelta("x"), new Finish(FinishReason.STOP, "stop"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "'x'",
        "null",
        "true",
        "{}",
        "{'choices':1}",
        "[[{'choices':[]}]]",
        "{'type':'ping'}",
        "{'choices':[1,null,'x',[]]}",
        "{'choices':[{'delta':[1]}]}",
        "{'choices':[{'delta':'x','logprobs':-0.5}]}",
        "{'choices':[{'delta':{'tool_calls':[1,null,[]],'content':7}}]}"
      })
  void json_of_another_shape_harms_nothing(String document) {
    var reading = read(delta("{'content':'a'}"), document, delta("{'content':'b'}"), STOP);
    assertThat(reading.completion().text()).isEqualTo("ab");
    assertThat(reading.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void blank_data_and_comments_are_no_news() {
    assertThat(
            readBody(
                    ": OPENROUTER PROCESSING\n\ndata:\n\ndata:  \n\n: keep-alive\ndata:"
                        + STOP
                        + "\n\n: x\n\n")
                .events())
        .containsExactly(new Finish(FinishReason.STOP, "stop"));
  }

  @Test
  void what_is_no_json_is_an_error_after_the_events_before_it() {
    var reading = read(delta("{'content':'a'}"), "{'choices':[{'delta':{'content':'b", STOP);
    assertThat(reading.failure())
        .isInstanceOf(MalformedStreamException.class)
        .hasMessageContaining("event 2 at byte")
        .hasMessageContaining("cut off");
    assertThat(reading.completion().text()).isEqualTo("a");
  }

  @Test
  void nesting_without_end_is_refused() {
    var limits = Limits.DEFAULT.withMaxJsonDepth(20);
    for (int depth : new int[] {18, 19}) {
      assertThat(Reading.within(limits, OpenAi.CHAT, nested(depth)).failure()).isNull();
    }
    assertThat(Reading.within(limits, OpenAi.CHAT, nested(20)).failure())
        .isInstanceOfSatisfying(
            LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo("maxJsonDepth"))
        .hasMessageContaining("Limits.maxJsonDepth");
  }

  /** A whole answer with so many arrays in the object of one of its events. */
  private static String nested(int arrays) {
    return quoted(
        "data: {'x':" + "[".repeat(arrays) + "]".repeat(arrays) + "}\n\ndata: " + STOP + "\n\n");
  }

  @Test
  void order_of_fields_unknown_fields_chunks_and_broken_bytes() {
    new Robustness(
            OpenAi.CHAT,
            Wire.SSE,
            allQuoted(
                "{'id':'i','object':'chat.completion.chunk','created':1,'model':'m','choices':[{'index':0,'delta':{'role':'assistant','content':''},'logprobs':null,'finish_reason':null}],'usage':null}",
                delta(
                    "{'reasoning':'hm','reasoning_details':[{'type':'reasoning.text','text':'hm','signature':'s'}]}"),
                delta("{'content':'Grüße'}"),
                delta("{'content':[{'type':'text','text':' 😀'}]}"),
                "{'choices':[{'index':1,'delta':{'content':'other'}},{'index':0,'message':{'content':'Grüße"
                    + " 😀!'},'delta':{'content':'!'},'text':'!'}]}",
                delta(
                    "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':'{\\'x\\':'}}]}"),
                delta(
                    "{'tool_calls':[{'index':0,'function':{'arguments':'1}'}},{'index':1,'id':'b','function':{'name':'g','arguments':{'y':[1,{}]}}}]}"),
                "{'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}",
                "{'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':2,'prompt_tokens_details':{'cached_tokens':4}}}",
                "[DONE]"),
            Set.of("arguments"))
        .check();
  }
}
