package dev.penstock.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.Completion;
import dev.penstock.ConnectionException;
import dev.penstock.Dialect;
import dev.penstock.FinishReason;
import dev.penstock.HttpStatusException;
import dev.penstock.IncompleteStreamException;
import dev.penstock.Penstock;
import dev.penstock.ProviderErrorException;
import dev.penstock.RetryPolicy;
import dev.penstock.StreamException;
import dev.penstock.StreamRequest;
import dev.penstock.StreamTimeoutException;
import dev.penstock.Usage;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.cohere.Cohere;
import dev.penstock.converse.Converse;
import dev.penstock.gemini.Gemini;
import dev.penstock.ollama.Ollama;
import dev.penstock.openai.OpenAi;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.models.ModelAnswer;
import dev.penstock.testkit.models.ModelApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each ready-made answer says is what the provider's dialect makes of its bytes. */
@Timeout(60)
final class ModelAnswerTest {
  private static final String QUOTES = "a \"quoted\" \\ wörld 😀\n\tnext";

  private static Dialect dialect(ModelApi api) {
    return switch (api) {
      case OPENAI_CHAT -> OpenAi.CHAT;
      case OPENAI_RESPONSES -> OpenAi.RESPONSES;
      case ANTHROPIC -> Anthropic.MESSAGES;
      case GEMINI, GEMINI_ARRAY -> Gemini.GENERATE;
      case OLLAMA -> Ollama.CHAT;
      case COHERE -> Cohere.CHAT;
      case BEDROCK -> Converse.STREAM;
    };
  }

  private static Completion completion(ModelApi api, Answer answer) {
    try (var server = ScriptedServer.start(answer);
        var penstock =
            Penstock.builder()
                .backend("jdk")
                .options(options -> options.withRetry(RetryPolicy.NONE))
                .build();
        var stream =
            penstock.open(
                StreamRequest.post(server.uri("/")).withJson("{}").withDialect(dialect(api)))) {
      return stream.collect();
    }
  }

  private static <E extends StreamException> E failure(
      ModelApi api, Answer answer, Class<E> expected) {
    return catchThrowableOfType(expected, () -> completion(api, answer));
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_says_what_was_told(ModelApi api) {
    var answer =
        ModelAnswer.of(api).thinking("Hm, ", "well.").text("Hel", "lo, ", QUOTES).finished();

    var completion = completion(api, answer);

    assertThat(completion.thinking()).isEqualTo("Hm, well.");
    assertThat(completion.text()).isEqualTo("Hello, " + QUOTES);
    assertThat(completion.toolCalls()).isEmpty();
    assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(completion.usage()).extracting(Usage::inputTokens).isEqualTo(9L);
    assertThat(completion.usage()).extracting(Usage::outputTokens).isEqualTo(5L);
  }

  @ParameterizedTest
  @EnumSource
  void tools_are_called_as_told(ModelApi api) {
    var arguments = "{\"city\":\"Tromsø 😀\",\"days\":3,\"more\":{\"a\":[1,2]}}";
    var answer =
        ModelAnswer.of(api)
            .text("Let me look.")
            .toolCall("call_1", "weather", arguments)
            .toolCall("call_2", "time", "{}")
            .finished();

    var completion = completion(api, answer);

    assertThat(completion.text()).isEqualTo("Let me look.");
    assertThat(completion.toolCalls())
        .extracting(call -> call.id() + " " + call.name() + " " + call.argumentsJson())
        .containsExactly("call_1 weather " + arguments, "call_2 time {}");
    boolean says = api != ModelApi.OLLAMA && !api.name().startsWith("GEMINI");
    assertThat(completion.finishReason())
        .isIn(FinishReason.TOOL_CALLS, says ? FinishReason.TOOL_CALLS : FinishReason.STOP);
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_can_reach_the_limit(ModelApi api) {
    var completion = completion(api, ModelAnswer.of(api).tokens(3).finishedAtLimit());

    assertThat(completion.text()).isEqualTo("1 2 3 ");
    assertThat(completion.finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @ParameterizedTest
  @EnumSource
  void a_provider_can_be_overloaded_after_some_tokens(ModelApi api) {
    var failure =
        failure(api, ModelAnswer.of(api).tokens(20).overloaded(), ProviderErrorException.class);

    assertThat(failure.partial().text()).startsWith("1 2 3 ").endsWith("20 ");
    assertThat(failure.error().message()).contains("overloaded");
    if (!api.overloadedType().isEmpty()) {
      assertThat(failure.error().type() + " " + failure.error().code())
          .contains(api.overloadedType());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_provider_can_fail_at_once(ModelApi api) {
    var failure =
        failure(
            api, ModelAnswer.of(api).failed("odd", "no \"luck\""), ProviderErrorException.class);

    assertThat(failure.partial().text()).isEmpty();
    assertThat(failure.error().message()).contains("no \"luck\"");
  }

  @ParameterizedTest
  @EnumSource
  void a_truncated_answer_is_incomplete(ModelApi api) {
    var failure =
        failure(api, ModelAnswer.of(api).tokens(3).truncated(), IncompleteStreamException.class);

    assertThat(failure.partial().text()).isEqualTo("1 2 3 ");
  }

  @ParameterizedTest
  @EnumSource
  void a_connection_can_be_lost(ModelApi api) {
    var failure =
        failure(api, ModelAnswer.of(api).tokens(3).disconnected(), ConnectionException.class);

    assertThat(failure.partial().text()).isEqualTo("1 2 3 ");
    assertThat(failure(api, ModelAnswer.of(api).reset(), ConnectionException.class)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void a_request_can_be_refused(ModelApi api) {
    var refusal = api.refusal(api.overloadedStatus(), "odd_error", "not \"now\"");

    var failure = failure(api, refusal, HttpStatusException.class);

    assertThat(failure.status()).isEqualTo(api.overloadedStatus());
    assertThat(failure.error())
        .hasValueSatisfying(error -> assertThat(error.message()).isEqualTo("not \"now\""));
  }

  @Test
  void an_answer_can_stall() {
    try (var server =
            ScriptedServer.start(ModelAnswer.of(ModelApi.OPENAI_CHAT).tokens(2).stalled());
        var penstock =
            Penstock.builder()
                .backend("jdk")
                .options(options ->
                    options.withTimeouts(options.timeouts().withIdle(Duration.ofMillis(50))))
                .build();
        var answer =
            penstock.open(
                StreamRequest.post(server.uri("/")).withJson("{}").withDialect(OpenAi.CHAT))) {
      assertThatThrownBy(answer::collect).isInstanceOf(StreamTimeoutException.class);
      server.awaitClientGone(Duration.ofSeconds(10));
    }
  }

  @Test
  void an_answer_can_be_told_on() {
    var told =
        ModelAnswer.of(ModelApi.OLLAMA)
            .model("llama")
            .pace(Duration.ofNanos(1))
            .text("one")
            .begun()
            .write(
                "{\"message\":{\"content\":\" more\"},\"done\":true,\"done_reason\":\"stop\"}\n");

    assertThat(completion(ModelApi.OLLAMA, told).text()).isEqualTo("one more");
  }
}
