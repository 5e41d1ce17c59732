package dev.penstock.gemini;

import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Completion.ThinkingBlock;
import dev.penstock.FinishReason;
import dev.penstock.IncompleteStreamException;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class GenerateNormalizerTest {
  private static final Player PLAYER = new Player(Gemini.GENERATE, Wire.SSE);
  private static final Player ARRAY = new Player(Gemini.GENERATE, Wire.ARRAY);

  private static final String STOP =
      "{'candidates':[{'content':{},'finishReason':'STOP','index':0}]}";

  private static String parts(String parts) {
    return "{'candidates':[{'content':{'role':'model','parts':[" + parts + "]},'index':0}]}";
  }

  private static List<ToolCall> calls(String... documents) {
    return PLAYER.completion(documents).toolCalls();
  }

  private static ToolCall call(int index, String name, String arguments) {
    return new ToolCall(index, null, name, quoted(arguments), ArgumentsState.VALID);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thoughts_text_and_usage_come_from_events_and_from_an_array(boolean array) {
    var reading =
        (array ? ARRAY : PLAYER)
            .read(
                "{'candidates':[{'content':{'parts':[{'text':'hm','thought':true}]}}],'usageMetadata':{'promptTokenCount':5,'thoughtsTokenCount':3},'modelVersion':'gemini','responseId':'r1'}",
                parts("{'text':'Grü'},{'text':'ße 😀'}"),
                "{'candidates':[{'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':5,'candidatesTokenCount':7,'thoughtsTokenCount':3,'cachedContentTokenCount':2}}");
    assertThat(reading.events())
        .containsExactly(
            new ThinkingDelta("hm"),
            new UsageUpdate(new Usage(5, -1, 3, -1)),
            new TextDelta("Grü"),
            new TextDelta("ße 😀"),
            new UsageUpdate(new Usage(5, 7, 3, 2)),
            new Finish(FinishReason.STOP, "STOP"));
    assertThat(reading.metadata().model()).isEqualTo("gemini");
    assertThat(reading.metadata().responseId()).isEqualTo("r1");
  }

  @Test
  void elements_of_an_array_are_events_before_it_ends() {
    var reading = ARRAY.readBody("[" + parts("{'text':'a'}") + "\r\n,\r\n" + parts("{'text':'b'}"));
    assertThat(reading.failure()).isInstanceOf(IncompleteStreamException.class);
    assertThat(reading.completion().text()).isEqualTo("ab");
  }

  @Test
  void text_may_follow_a_finish_reason() {
    assertThat(
            PLAYER.events(
                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'STOP'}]}",
                "{'candidates':[{'content':{'parts':[{'text':'b'}]},'finishReason':'MAX_TOKENS'}]}"))
        .containsExactly(
            new TextDelta("a"), new TextDelta("b"), new Finish(FinishReason.LENGTH, "MAX_TOKENS"));
  }

  @Test
  void a_stream_without_a_finish_reason_is_incomplete() {
    var reading = PLAYER.read(parts("{'text':'half'}"));
    assertThat(reading.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(reading.completion().text()).isEqualTo("half");
  }

  @Test
  void whole_calls_are_numbered_as_they_come() {
    assertThat(
            calls(
                parts(
                    "{'functionCall':{'name':'f','args':{'a':"
                        + " 1}}},{'functionCall':{'args':{},'name':'g'}}"),
                parts("{'functionCall':{'name':'f','args':{'a':[2.50, 'x y']},'id':'i'}}"),
                STOP))
        .containsExactly(
            call(0, "f", "{'a':1}"),
            call(1, "g", "{}"),
            new ToolCall(2, "i", "f", quoted("{'a':[2.50,'x y']}"), ArgumentsState.VALID));
    assertThat(calls(parts("{'functionCall':{'name':'f'}}"), STOP))
        .containsExactly(new ToolCall(0, null, "f", "", ArgumentsState.EMPTY));
  }

  @Test
  void an_answer_with_calls_wants_them_to_be_run_though_it_says_stop() {
    assertThat(PLAYER.events(parts("{'functionCall':{'name':'f','args':{}}}"), STOP))
        .containsExactly(
            new ToolCallDelta(0, null, "f", "{}"), new Finish(FinishReason.TOOL_CALLS, "STOP"));
  }

  @Test
  void arguments_that_come_in_pieces_are_put_together() {
    assertThat(
            calls(
                parts("{'functionCall':{'name':'f','id':'i','willContinue':true}}"),
                parts(
                    "{'functionCall':{'partialArgs':[{'jsonPath':'$.a[0].b','stringValue':'x','willContinue':true}],'willContinue':true}}"),
                parts(
                    "{'functionCall':{'partialArgs':[{'jsonPath':'$.a[0].b','stringValue':'y'},{'jsonPath':'$.n','numberValue':1.50},{'jsonPath':'$.t','boolValue':true},{'jsonPath':'$.z','nullValue':'NULL_VALUE'}],'willContinue':true}}"),
                parts("{'functionCall':{}}"),
                parts("{'functionCall':{'name':'g','args':{}}}"),
                STOP))
        .containsExactly(
            new ToolCall(
                0,
                "i",
                "f",
                quoted("{'a':[{'b':'xy'}],'n':1.50,'t':true,'z':null}"),
                ArgumentsState.VALID),
            call(1, "g", "{}"));
  }

  @Test
  void the_end_of_a_call_in_pieces_may_be_missing() {
    var begin =
        parts(
            "{'functionCall':{'name':'f','partialArgs':[{'jsonPath':'$.a','stringValue':'x'}],'willContinue':true}}");
    assertThat(calls(begin, STOP)).containsExactly(call(0, "f", "{'a':'x'}"));
    assertThat(calls(begin)).containsExactly(call(0, "f", "{'a':'x'}"));
    assertThat(calls(begin, begin, STOP))
        .containsExactly(call(0, "f", "{'a':'x'}"), call(1, "f", "{'a':'x'}"));
    assertThat(calls(parts("{'functionCall':{'name':'f','willContinue':true}}"), STOP))
        .containsExactly(new ToolCall(0, null, "f", "", ArgumentsState.EMPTY));
  }

  @Test
  void signatures_are_kept_with_the_part_they_come_with() {
    assertThat(
            PLAYER.events(
                parts("{'thoughtSignature':'s1','functionCall':{'name':'f','args':{}}}"),
                parts("{'text':'hm','thought':true,'thoughtSignature':'s2'}"),
                parts("{'text':'','thoughtSignature':'s3'}")))
        .containsExactly(
            new ToolCallDelta(0, null, "f", "{}"),
            new ThinkingSignature("s1"),
            new ThinkingDelta("hm"),
            new ThinkingSignature("s2"),
            new ThinkingSignature("s3"));
    assertThat(
            PLAYER
                .completion(parts("{'text':'hm','thought':true,'thoughtSignature':'s'}"))
                .thinkingBlocks())
        .containsExactly(new ThinkingBlock("hm", "s", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'executableCode':{'language':'PYTHON','code':'1'}}",
        "{'codeExecutionResult':{'outcome':'OUTCOME_OK'}}",
        "{'inlineData':{'mimeType':'image/png','data':'AA=='}}",
        "{'toolCall':{'toolType':'X','args':{}}}",
        "{'toolResponse':{'id':'x'}}",
        "{'brandNew':1}"
      })
  void other_parts_are_unknown(String part) {
    var document = parts(part + ",{'text':'x'}");
    assertThat(PLAYER.events(document))
        .containsExactly(new TextDelta("x"), new Unknown(quoted(document)));
  }

  @Test
  void citations_are_kept_as_they_are() {
    assertThat(
            PLAYER.events(
                "{'candidates':[{'citationMetadata':{'citationSources':[{'uri':'a'}]},'groundingMetadata':{'groundingChunks':[{'web':{}}]}}]}",
                "{'candidates':[{'citationMetadata':{'citations':[{'uri':'b'}]}}]}"))
        .containsExactly(
            new Citation(quoted("{'uri':'a'}")),
            new Citation(quoted("{'web':{}}")),
            new Citation(quoted("{'uri':'b'}")));
  }

  @Test
  void a_blocked_prompt_is_filtered_content() {
    assertThat(PLAYER.events("{'promptFeedback':{'blockReason':'SAFETY','safetyRatings':[]}}"))
        .containsExactly(new Finish(FinishReason.CONTENT_FILTER, "SAFETY"));
    assertThat(PLAYER.read("{'promptFeedback':{'safetyRatings':[{}]}}").outcome())
        .isEqualTo(Outcome.INCOMPLETE);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP,STOP",
    "MAX_TOKENS,LENGTH",
    "SAFETY,CONTENT_FILTER",
    "RECITATION,CONTENT_FILTER",
    "BLOCKLIST,CONTENT_FILTER",
    "PROHIBITED_CONTENT,CONTENT_FILTER",
    "SPII,CONTENT_FILTER",
    "IMAGE_SAFETY,CONTENT_FILTER",
    "MALFORMED_FUNCTION_CALL,MALFORMED",
    "UNEXPECTED_TOOL_CALL,MALFORMED",
    "TOO_MANY_TOOL_CALLS,MALFORMED",
    "LANGUAGE,UNKNOWN",
    "OTHER,UNKNOWN",
    "NO_IMAGE,UNKNOWN",
    "FAKE_ENUM,UNKNOWN"
  })
  void the_raw_finish_reason_is_kept(String raw, FinishReason reason) {
    assertThat(PLAYER.events("{'candidates':[{'finishReason':'" + raw + "'}]}"))
        .containsExactly(new Finish(reason, raw));
  }

  @ParameterizedTest
  @CsvSource({"1,STOP", "2,LENGTH", "3,CONTENT_FILTER", "99,UNKNOWN"})
  void enums_may_be_numbers(int raw, FinishReason reason) {
    assertThat(
            PLAYER.events(
                "{'candidates':[{'finishReason':" + raw + ",'safetyRatings':[{'category':9}]}]}"))
        .containsExactly(new Finish(reason, String.valueOf(raw)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'candidates':[{'content':{}}]}",
        "{'candidates':[{'content':{'parts':null}}]}",
        "{'candidates':[{}]}",
        "{'candidates':[{'content':{'parts':[{}]}}]}",
        "{'candidates':[{'content':{'missing-parts':true}}]}",
        "{'candidates':[]}",
        "{'candidates':null}",
        "{'this':[{'is':{'not':1}}]}",
        "[]",
        "1",
        "'x'",
        "{'candidates':[{'content':{'parts':[1,'x',[],{'text':7},{'functionCall':1},{'functionCall':{}}]}}]}"
      })
  void answers_of_another_shape_harm_nothing(String document) {
    var reading = PLAYER.read(parts("{'text':'a'}"), document, parts("{'text':'b'}"), STOP);
    assertThat(reading.completion().text()).isEqualTo("ab");
    assertThat(reading.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void other_candidates_are_unknown() {
    var other =
        "{'candidates':[{'content':{'parts':[{'text':'x'},{'functionCall':{'name':'f'}}]},'finishReason':'SAFETY','index':1}]}";
    assertThat(PLAYER.events(other, parts("{'functionCall':{'name':'g','args':{}}}"), STOP))
        .containsExactly(
            new Unknown(quoted(other)),
            new ToolCallDelta(0, null, "g", "{}"),
            new Finish(FinishReason.TOOL_CALLS, "STOP"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {'error':{'code':503,'message':'no','status':'UNAVAILABLE','details':[{}]}}\n\n",
        "{\n 'error': {\n  'code': 503,\n  'message': 'no',\n  'status': 'UNAVAILABLE'\n }\n}",
        "event: error\ndata: {'error':{'code':503,'message':'no','status':'UNAVAILABLE'}}\n\n"
      })
  void an_error_may_come_inside_the_events_or_after_them(String error) {
    var reading = PLAYER.readBody("data: " + parts("{'text':'so far'}") + "\r\n\r\n" + error);
    assertThat(reading.error()).isEqualTo(new ProviderError("UNAVAILABLE", "503", "no", true));
    assertThat(reading.completion().text()).isEqualTo("so far");
  }

  @Test
  void an_error_may_be_an_element_of_the_array() {
    var error = "{'error':{'code':429,'message':'no','status':'RESOURCE_EXHAUSTED'}}";
    assertThat(ARRAY.read(parts("{'text':'a'}"), error).error())
        .isEqualTo(new ProviderError("RESOURCE_EXHAUSTED", "429", "no", true));
    assertThat(ARRAY.readBody(error).error().code()).isEqualTo("429");
  }

  @Test
  void order_of_fields_unknown_fields_chunks_and_broken_bytes() {
    var documents =
        new String[] {
          "{'candidates':[{'content':{'parts':[{'text':'hm','thought':true,'thoughtSignature':'s'}],'role':'model'},'index':0}],'usageMetadata':{'promptTokenCount':5},'modelVersion':'m','responseId':'r'}",
          parts("{'text':'Grüße 😀'}"),
          parts("{'functionCall':{'name':'f','args':{'x':[1,{}]}},'thoughtSignature':'t'}"),
          parts(
              "{'functionCall':{'name':'g','partialArgs':[{'jsonPath':'$.a','stringValue':'x'}],'willContinue':true}}"),
          parts("{'functionCall':{'partialArgs':[{'jsonPath':'$.b[0]','numberValue':2}]}}"),
          "{'candidates':[{'index':1,'content':{'parts':[{'text':'other'}]}}]}",
          "{'candidates':[{'content':{},'finishReason':'STOP','index':0,'citationMetadata':{'citations':[{'u':1}]}}],'usageMetadata':{'promptTokenCount':5,'candidatesTokenCount':9}}"
        };
    PLAYER.robustness(Set.of("args", "citations"), documents).check();
    ARRAY.robustness(Set.of("args", "citations"), documents).check();
  }
}
