package dev.penstock.converse;

import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FinishReason;
import dev.penstock.MalformedStreamException;
import dev.penstock.Outcome;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.Unknown;
import dev.penstock.StreamEvent.UsageUpdate;
import dev.penstock.Usage;
import dev.penstock.corpus.AwsMessages;
import dev.penstock.corpus.Player;
import dev.penstock.corpus.Reading;
import dev.penstock.corpus.Wire;
import dev.penstock.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class InvokeNormalizerTest {
  private static final Player PLAYER = new Player(Converse.INVOKE, Wire.AWS_CHUNKS);

  private static final String METRICS =
      "'amazon-bedrock-invocationMetrics':{'inputTokenCount':5,'outputTokenCount':7}";

  private static final String[] ANTHROPIC = {
    "{'type':'message_start','message':{'id':'m','model':'claude','usage':{'input_tokens':5,'output_tokens':1}}}",
    "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hello'}}",
    "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':7}}",
    "{'type':'message_stop'," + METRICS + "}"
  };

  @Test
  void anthropics_events_are_unwrapped() {
    assertThat(PLAYER.events(ANTHROPIC))
        .containsExactly(
            new UsageUpdate(new Usage(5, 1, -1, -1)),
            new TextDelta("Hello"),
            new UsageUpdate(new Usage(5, 7, -1, -1)),
            new Finish(FinishReason.STOP, "end_turn"));
  }

  @Test
  void openais_chunks_are_unwrapped() {
    assertThat(
            PLAYER.events(
                "{'id':'c','choices':[{'index':0,'delta':{'content':'Hello'},'finish_reason':null}]}",
                "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]," + METRICS + "}"))
        .containsExactly(
            new TextDelta("Hello"),
            new UsageUpdate(new Usage(5, 7, -1, -1)),
            new Finish(FinishReason.STOP, "stop"));
  }

  @Test
  void converses_events_are_unwrapped() {
    assertThat(
            PLAYER.events(
                "{'messageStart':{'role':'assistant'}}",
                "{'contentBlockDelta':{'delta':{'text':'Hello'},'contentBlockIndex':0}}",
                "{'messageStop':{'stopReason':'max_tokens'}}",
                "{'metadata':{'usage':{'inputTokens':5,'outputTokens':7}}," + METRICS + "}"))
        .containsExactly(
            new TextDelta("Hello"),
            new UsageUpdate(new Usage(5, 7, -1, -1)),
            new Finish(FinishReason.LENGTH, "max_tokens"));
  }

  @Test
  void documents_of_other_dialects_are_unknown() {
    var reading = PLAYER.read("{'generation':'Hello','stop_reason':null}", "[]", "1");
    assertThat(reading.events())
        .containsExactly(
            new Unknown(quoted("{'generation':'Hello','stop_reason':null}")),
            new Unknown("[]"),
            new Unknown("1"));
    assertThat(reading.outcome()).isEqualTo(Outcome.INCOMPLETE);
  }

  private static Reading body(byte[]... messages) {
    var body = new ByteArrayOutputStream();
    for (var message : messages) {
      body.writeBytes(message);
    }
    return Reading.of(Converse.INVOKE, body.toByteArray(), Integer.MAX_VALUE);
  }

  @Test
  void an_exception_is_an_error() {
    var reading =
        body(
            AwsMessages.chunk(quoted(ANTHROPIC[1])),
            AwsMessages.exception("modelTimeoutException", quoted("{'message':'no'}")));
    assertThat(reading.error())
        .isEqualTo(new ProviderError("modelTimeoutException", null, "no", true));
    assertThat(reading.completion().text()).isEqualTo("Hello");
  }

  @Test
  void an_error_of_the_models_own_is_one_too() {
    assertThat(
            PLAYER
                .read("{'type':'error','error':{'type':'overloaded_error','message':'no'}}")
                .error()
                .type())
        .isEqualTo("overloaded_error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'bytes':null}", "{'bytes':''}", "{}", "{'p':'x'}", "[]", "1"})
  void messages_without_bytes_are_unknown(String payload) {
    assertThat(body(AwsMessages.event("chunk", quoted(payload))).events())
        .containsExactly(new Unknown(quoted(payload)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'bytes':'?'}", "{'bytes':'e30x'}"})
  void bytes_that_are_no_base64_or_no_json_are_an_error(String payload) {
    assertThat(body(AwsMessages.event("chunk", quoted(payload))).failure())
        .isInstanceOf(MalformedStreamException.class)
        .hasCauseInstanceOf(MalformedJsonException.class);
  }

  @Test
  void order_of_fields_unknown_fields_chunks_and_broken_bytes() {
    PLAYER.robustness(Set.of(), ANTHROPIC).check();
  }
}
