package dev.penstock.converse;

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
import dev.penstock.corpus.AwsMessages;
import dev.penstock.corpus.Player;
import dev.penstock.corpus.Quotes;
import dev.penstock.corpus.Reading;
import dev.penstock.corpus.Wire;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ConverseNormalizerTest {
  private static final Player PLAYER = new Player(Converse.STREAM, Wire.AWS);

  private static final String START = "{'messageStart':{'p':'abc','role':'assistant'}}";
  private static final String METADATA =
      "{'metadata':{'metrics':{'latencyMs':1},'p':'ab','usage':{'inputTokens':5,'outputTokens':7,'totalTokens':12,'cacheReadInputTokens':2}}}";

  private static String blockStart(int index, String start) {
    return "{'contentBlockStart':{'contentBlockIndex':"
        + index
        + ",'p':'abcd','start':"
        + start
        + "}}";
  }

  private static String delta(int index, String delta) {
    return "{'contentBlockDelta':{'contentBlockIndex':"
        + index
        + ",'delta':"
        + delta
        + ",'p':'abcde'}}";
  }

  private static String blockStop(int index) {
    return "{'contentBlockStop':{'contentBlockIndex':" + index + ",'p':'a'}}";
  }

  private static String stop(String reason) {
    return "{'messageStop':{'p':'abc','stopReason':'" + reason + "'}}";
  }

  @Test
  void messages_become_text_citations_usage_and_a_finish() {
    assertThat(
            PLAYER.events(
                START,
                delta(0, "{'text':'Grü'}"),
                delta(0, "{'citation':{'title':'t'}}"),
                delta(0, "{'text':'ße 😀'}"),
                blockStop(0),
                stop("end_turn"),
                METADATA))
        .containsExactly(
            new TextDelta("Grü"),
            new Citation(quoted("{'title':'t'}")),
            new TextDelta("ße 😀"),
            new UsageUpdate(new Usage(5, 7, -1, 2)),
            new Finish(FinishReason.STOP, "end_turn"));
  }

  @Test
  void a_stream_that_breaks_off_is_incomplete() {
    var reading = PLAYER.read(START, delta(0, "{'text':'half'}"));
    assertThat(reading.failure()).isInstanceOf(IncompleteStreamException.class);
    assertThat(reading.completion().text()).isEqualTo("half");
    var body =
        Wire.AWS.body(Quotes.allQuoted(START, delta(0, "{'text':'half'}"), stop("end_turn")));
    var cut = Reading.of(Converse.STREAM, Arrays.copyOf(body, body.length - 3), Integer.MAX_VALUE);
    assertThat(cut.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(cut.completion().text()).isEqualTo("half");
  }

  @Test
  void thinking_keeps_its_signatures_and_encrypted_blocks() {
    assertThat(
            PLAYER
                .completion(
                    delta(0, "{'reasoningContent':{'text':'hm'}}"),
                    delta(0, "{'reasoningContent':{'signature':'s'}}"),
                    blockStop(0),
                    delta(1, "{'reasoningContent':{'redactedContent':'xyz'}}"))
                .thinkingBlocks())
        .containsExactly(new ThinkingBlock("hm", "s", null), new ThinkingBlock("", null, "xyz"));
  }

  @Test
  void parallel_calls_have_the_index_of_their_block() {
    assertThat(
            PLAYER
                .completion(
                    START,
                    blockStart(1, "{'toolUse':{'name':'f','toolUseId':'a'}}"),
                    delta(1, "{'toolUse':{'input':'{\\'x\\':'}}"),
                    delta(1, "{'toolUse':{'input':'1}'}}"),
                    blockStop(1),
                    blockStart(2, "{'toolUse':{'name':'g','toolUseId':'b','type':'tool_use'}}"),
                    blockStop(2),
                    stop("tool_use"),
                    METADATA)
                .toolCalls())
        .containsExactly(
            new ToolCall(1, "a", "f", quoted("{'x':1}"), ArgumentsState.VALID),
            new ToolCall(2, "b", "g", "", ArgumentsState.EMPTY));
  }

  @Test
  void what_aws_runs_itself_is_unknown() {
    assertThat(
            PLAYER.events(
                blockStart(
                    0, "{'toolUse':{'name':'nova','toolUseId':'a','type':'server_tool_use'}}"),
                delta(0, "{'toolUse':{'input':'{}'}}"),
                blockStart(1, "{'toolResult':{'toolUseId':'a'}}"),
                delta(1, "{'toolResult':[{'json':{'x':1}}]}"),
                delta(2, "{'SDK_UNKNOWN_MEMBER':{'name':'q'}}"),
                "{'brandNewEvent':{'x':1}}"))
        .hasSize(6)
        .allMatch(Unknown.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn,STOP",
    "stop_sequence,STOP",
    "max_tokens,LENGTH",
    "model_context_window_exceeded,LENGTH",
    "tool_use,TOOL_CALLS",
    "guardrail_intervened,CONTENT_FILTER",
    "content_filtered,CONTENT_FILTER",
    "malformed_model_output,MALFORMED",
    "malformed_tool_use,MALFORMED",
    "brand_new,UNKNOWN"
  })
  void the_raw_stop_reason_is_kept(String raw, FinishReason reason) {
    assertThat(PLAYER.events(START, stop(raw))).containsExactly(new Finish(reason, raw));
  }

  private static Reading afterText(byte[] message) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(Wire.AWS.body(Quotes.allQuoted(delta(0, "{'text':'so far'}"))));
    body.writeBytes(message);
    var reading = Reading.of(Converse.STREAM, body.toByteArray(), 7);
    assertThat(reading.completion().text()).isEqualTo("so far");
    return reading;
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException,true", "internalServerException,true", "serviceUnavailableException,true",
    "modelStreamErrorException,true", "modelTimeoutException,true", "validationException,false"
  })
  void an_exception_is_an_error(String type, boolean retryable) {
    assertThat(
            afterText(
                    AwsMessages.exception(
                        type, quoted("{'message':'no','originalStatusCode':500}")))
                .error())
        .isEqualTo(new ProviderError(type, null, "no", retryable));
  }

  @Test
  void an_error_message_has_its_words_in_its_headers() {
    var error =
        AwsMessages.message(
            Map.of(
                ":message-type", "error", ":error-code", "InternalError", ":error-message", "no"),
            "");
    assertThat(afterText(error).error())
        .isEqualTo(new ProviderError("InternalError", null, "no", true));
    assertThat(afterText(AwsMessages.exception("x", "no json")).error().message())
        .isEqualTo("no json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "'x'",
        "{}",
        "{'delta':1}",
        "{'delta':{'toolUse':1,'reasoningContent':[]}}"
      })
  void messages_of_another_shape_harm_nothing(String payload) {
    var document = "{'contentBlockDelta':" + payload + "}";
    var reading =
        PLAYER.read(delta(0, "{'text':'a'}"), document, delta(0, "{'text':'b'}"), stop("end_turn"));
    assertThat(reading.completion().text()).isEqualTo("ab");
    assertThat(reading.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_complete_answer_gives_the_same_as_a_stream() {
    var reading =
        PLAYER.readBody(
            """
            {"output": {"message": {"role": "assistant", "content": [
                {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "s"}}},
                {"text": "Hello"},
                {"citationsContent": {"content": [{"text": " you"}], "citations": [{"title": "t"}]}},
                {"toolUse": {"toolUseId": "a", "name": "f", "input": {"x": 1}}}]}},
             "stopReason": "tool_use", "usage": {"inputTokens": 5, "outputTokens": 7}, "metrics": {"latencyMs": 1}}
            """);
    assertThat(reading.events())
        .containsExactly(
            new ThinkingDelta("hm"),
            new ThinkingSignature("s"),
            new TextDelta("Hello"),
            new TextDelta(" you"),
            new Citation(quoted("{'title': 't'}")),
            new ToolCallDelta(3, "a", "f", quoted("{'x':1}")),
            new UsageUpdate(new Usage(5, 7, -1, -1)),
            new Finish(FinishReason.TOOL_CALLS, "tool_use"));
  }

  @Test
  void input_of_a_servers_tool_stays_that_when_another_block_comes_in_between() {
    assertThat(
            PLAYER.events(
                START,
                blockStart(
                    0, "{'toolUse':{'toolUseId':'s','name':'search','type':'server_tool_use'}}"),
                delta(1, "{'text':'a'}"),
                delta(0, "{'toolUse':{'input':'{}'}}"),
                delta(1, "{'text':'b'}"),
                stop("end_turn"),
                METADATA))
        .filteredOn(event -> event instanceof TextDelta || event instanceof ToolCallDelta)
        .containsExactly(new TextDelta("a"), new TextDelta("b"));
  }

  @Test
  void order_of_fields_unknown_fields_chunks_and_broken_bytes() {
    var documents =
        new String[] {
          START,
          delta(0, "{'reasoningContent':{'text':'hm'}}"),
          delta(0, "{'reasoningContent':{'signature':'s'}}"),
          blockStop(0),
          delta(1, "{'text':'Grüße 😀'}"),
          delta(1, "{'citation':{'title':'t'}}"),
          blockStart(2, "{'toolUse':{'name':'f','toolUseId':'a'}}"),
          delta(2, "{'toolUse':{'input':'{}'}}"),
          blockStop(2),
          blockStart(3, "{'toolUse':{'name':'g','toolUseId':'b','type':'server_tool_use'}}"),
          delta(3, "{'toolUse':{'input':'{}'}}"),
          stop("tool_use"),
          METADATA
        };
    PLAYER.robustness(Set.of("citation"), documents).check();
    // Checksums keep broken bytes of messages from the normalizer; members of an array reach it.
    new Player(Converse.STREAM, Wire.ARRAY).robustness(Set.of("citation"), documents).check();
  }
}
