package dev.penstock.openai;

import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FinishReason;
import dev.penstock.Outcome;
import dev.penstock.ProviderError;
import dev.penstock.Usage;
import dev.penstock.corpus.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An error is an error wherever a server puts it, after the events that came before it. */
final class ChatErrorTest {
  private static final String TEXT = "data: {'choices':[{'delta':{'content':'so far'}}]}\n\n";

  private static Reading read(String body) {
    return Reading.of(OpenAi.CHAT, quoted(body));
  }

  private static Reading afterText(String rest) {
    var reading = read(TEXT + rest);
    assertThat(reading.completion().text()).startsWith("so far");
    assertThat(reading.outcome()).isEqualTo(Outcome.FAILED);
    return reading;
  }

  private static ProviderError error(String rest) {
    return afterText(rest).error();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {'error':{'message':'no','type':'t','param':null,'code':'c'}}\n\n",
        "data: {'error':{'message':'no','type':'t','code':'c'}}\n\ndata: [DONE]\n\n",
        "data: {'error':{'error':{'message':'no','type':'t','code':'c'}}}\n\n",
        "data: {'type':'error','error':{'message':'no','type':'t','code':'c'}}\n\n",
        "data: {'error':'no','error_type':'t','code':'c'}\n\n",
        "data: {'object':'error','message':'no','type':'t','code':'c'}\n\ndata: [DONE]\n\n",
        "data: {'message':'no','type':'t','code':'c','object':'error'}\n\n",
        "event: error\ndata: {'error':{'message':'no','type':'t','code':'c'}}\n\n",
        "event: error\ndata: {'message':'no','type':'t','code':'c'}\n\n",
        "data:"
            + " {'choices':[{'index':0,'delta':{},'error':{'message':'no','type':'t','code':'c'}}]}\n\n",
        "error: {'message':'no','type':'t','code':'c'}\n\n",
        "error: {'error':{'message':'no','type':'t','code':'c'}}\n\n",
        "error: {'message':'no','type':'t','code':'c'}",
        "{'error':{'message':'no','type':'t','code':'c'}}",
        """
        {
          'error': {
            'message': 'no',
            'type': 't',
            'code': 'c'
          }
        }
        """,
        "data: {'x_groq':{'error':{'message':'no','type':'t','code':'c'}}}\n\n"
      })
  void its_message_type_and_code_are_kept(String error) {
    assertThat(error(error)).isEqualTo(new ProviderError("t", "c", "no", false));
  }

  @Test
  void it_may_be_the_first_and_only_thing() {
    var reading = read("data: {'error':{'message':'no'}}\n\n");
    assertThat(reading.error().message()).isEqualTo("no");
    assertThat(reading.events()).isEmpty();
    assertThat(read("{'error':{'message':'no'}}").error().message()).isEqualTo("no");
  }

  @Test
  void what_stands_beside_it_comes_first() {
    var reading =
        afterText(
            "data: {'error':{'code':502,'message':'no'},'choices':[{'index':0,'delta':{'content':'"
                + " and on'},'finish_reason':'length'}]}\n\n");
    assertThat(reading.completion().text()).isEqualTo("so far and on");
    assertThat(reading.error()).isEqualTo(new ProviderError(null, "502", "no", true));
    assertThat(reading.metadata().finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data: [DONE]\n\n"})
  void usage_after_it_is_still_read_if_a_finish_reason_stood_beside_it(String end) {
    var reading =
        afterText(
            "data:"
                + " {'choices':[{'delta':{},'finish_reason':'stop'}],'error':{'code':502,'message':'no'}}\n\n"
                + "data: {'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':2}}\n\n"
                + end);
    assertThat(reading.usage()).isEqualTo(new Usage(1, 2, -1, -1));
    assertThat(reading.error().message()).isEqualTo("no");
    assertThat(
            error(
                    "data:"
                        + " {'choices':[{'delta':{},'finish_reason':'stop'}],'error':{'message':'no'}}\n\n"
                        + end)
                .message())
        .isEqualTo("no");
  }

  @Test
  void a_finish_reason_named_error_is_one() {
    var reading =
        afterText("data: {'choices':[{'delta':{},'finish_reason':'error'}]}\n\ndata: [DONE]\n\n");
    assertThat(reading.error().retryable()).isTrue();
    assertThat(reading.metadata().rawFinishReason()).isEqualTo("error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "{}", "[]", "false"})
  void an_empty_error_is_none(String error) {
    assertThat(
            read("data: {'error':"
                    + error
                    + ",'choices':[{'delta':{},'finish_reason':'stop'}]}\n\n")
                .outcome())
        .isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void words_that_are_no_json_are_kept_too() {
    assertThat(error("event: error\ndata: out of memory\n\n").message()).isEqualTo("out of memory");
    assertThat(error("error: out of memory\n").message()).isEqualTo("out of memory");
    assertThat(error("data: {'error':'out of memory'}\n\n").message()).isEqualTo("out of memory");
  }

  @Test
  void other_lines_that_are_no_events_are_none() {
    var reading =
        read(TEXT + "{'a':1}\nwhat is this\n\ndata: {'choices':[{'finish_reason':'stop'}]}\n\n");
    assertThat(reading.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({
    "rate_limit_exceeded,,true",
    "server_error,,true",
    "overloaded_error,,true",
    ",429,true",
    ",503,true",
    ",529,true",
    "timeout,,true",
    "InternalServerError,500,true",
    "invalid_request_error,,false",
    ",401,false",
    ",400,false",
    "authentication_error,,false",
    "insufficient_quota,429,false",
    ",5000,false",
    ",,false"
  })
  void the_next_try_may_help_where_type_or_code_say_so(
      String type, String code, boolean retryable) {
    var fields =
        "'message':'m'"
            + (type == null ? "" : ",'type':'" + type + "'")
            + (code == null ? "" : ",'code':" + code);
    assertThat(error("data: {'error':{" + fields + "}}\n\n").retryable()).isEqualTo(retryable);
  }
}
