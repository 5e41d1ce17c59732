package dev.penstock.ollama;

import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FinishReason;
import dev.penstock.MalformedStreamException;
import dev.penstock.Outcome;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamEvent.Unknown;
import dev.penstock.StreamEvent.UsageUpdate;
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
final class OllamaNormalizerTest {
  private static final Player PLAYER = new Player(Ollama.CHAT, Wire.NDJSON);

  private static final String DONE =
      "{'model':'m','message':{'role':'assistant','content':''},'done_reason':'stop','done':true,'total_duration':1,'prompt_eval_count':5,'eval_count':7}";

  private static String message(String message) {
    return "{'model':'m','created_at':'2026-01-01T00:00:00Z','message':"
        + message
        + ",'done':false}";
  }

  @Test
  void lines_become_thinking_text_usage_and_a_finish() {
    var reading =
        PLAYER.read(
            message("{'role':'assistant','content':'','thinking':'hm'}"),
            message("{'role':'assistant','content':'Grüße 😀'}"),
            DONE,
            message("{'content':'after the end'}"));
    assertThat(reading.events())
        .containsExactly(
            new ThinkingDelta("hm"),
            new TextDelta("Grüße 😀"),
            new UsageUpdate(new Usage(5, 7, -1, -1)),
            new Finish(FinishReason.STOP, "stop"));
    assertThat(reading.metadata().model()).isEqualTo("m");
  }

  @Test
  void calls_are_whole_and_numbered() {
    assertThat(
            PLAYER.events(
                message(
                    "{'content':'','tool_calls':[{'function':{'name':'f','arguments':{'x':"
                        + " 1}}},{'id':'b','function':{'arguments':{},'name':'g','index':1}}]}"),
                message("{'tool_calls':[{'function':{'name':'h'}}]}"),
                "{'done':true,'done_reason':'stop'}"))
        .containsExactly(
            new ToolCallDelta(0, null, "f", quoted("{'x':1}")),
            new ToolCallDelta(1, "b", "g", "{}"),
            new ToolCallDelta(2, null, "h", ""),
            new Finish(FinishReason.TOOL_CALLS, "stop"));
  }

  @Test
  void two_calls_never_share_an_index() {
    var call = message("{'tool_calls':[{'function':{'index':0,'name':'f','arguments':{}}}]}");
    assertThat(PLAYER.completion(call, call, DONE).toolCalls()).hasSize(2);
  }

  @Test
  void a_stream_that_is_not_done_is_incomplete() {
    var reading = PLAYER.read(message("{'content':'half'}"));
    assertThat(reading.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(reading.completion().text()).isEqualTo("half");
  }

  @Test
  void one_object_is_an_answer_too() {
    assertThat(
            PLAYER
                .readBody(
                    """
                    {
                      "message": {"content": "Hello"},
                      "done": true, "done_reason": "stop"
                    }
                    """)
                .events())
        .containsExactly(new TextDelta("Hello"), new Finish(FinishReason.STOP, "stop"));
  }

  @Test
  void the_older_endpoint_has_its_text_elsewhere() {
    assertThat(
            PLAYER.events(
                "{'model':'m','response':'a','done':false}",
                "{'model':'m','response':'','thinking':'hm','done':false}",
                "{'model':'m','response':'','done':true,'context':[1,2]}"))
        .containsExactly(
            new TextDelta("a"), new ThinkingDelta("hm"), new Finish(FinishReason.STOP, null));
  }

  @ParameterizedTest
  @CsvSource({"stop,STOP", "length,LENGTH", "load,UNKNOWN", "unload,UNKNOWN"})
  void the_raw_reason_is_kept(String raw, FinishReason reason) {
    assertThat(PLAYER.events("{'done_reason':'" + raw + "','done':true}"))
        .containsExactly(new Finish(reason, raw));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'error':'no'}", "{'error':{'message':'no'}}", "{'done':true,'error':'no'}"})
  void a_line_may_be_an_error(String error) {
    var reading = PLAYER.read(message("{'content':'so far'}"), error);
    assertThat(reading.error()).isEqualTo(new ProviderError(null, null, "no", false));
    assertThat(reading.completion().text()).isEqualTo("so far");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "'x'",
        "{}",
        "{'a':1}",
        "{'message':1}",
        "{'message':{'tool_calls':[1,{},{'function':1}]}}"
      })
  void lines_of_another_shape_harm_nothing(String line) {
    var reading = PLAYER.read(message("{'content':'a'}"), line, message("{'content':'b'}"), DONE);
    assertThat(reading.completion().text()).isEqualTo("ab");
    assertThat(reading.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void what_is_not_known_is_handed_on() {
    var images = message("{'content':'','images':['AA==']}");
    assertThat(PLAYER.events(images, "{'a':1}"))
        .containsExactly(new Unknown(quoted(images)), new Unknown(quoted("{'a':1}")));
  }

  @Test
  void a_line_that_is_no_json_is_an_error() {
    assertThat(PLAYER.read(message("{'content':'a'}"), "what").failure())
        .isInstanceOf(MalformedStreamException.class);
  }

  @Test
  void order_of_fields_unknown_fields_chunks_and_broken_bytes() {
    PLAYER
        .robustness(
            Set.of("arguments"),
            message("{'role':'assistant','content':'','thinking':'hm'}"),
            message("{'role':'assistant','content':'Grüße 😀'}"),
            message(
                "{'role':'assistant','tool_calls':[{'id':'a','function':{'index':0,'name':'f','arguments':{'x':1}}}]}"),
            DONE)
        .check();
  }
}
