package dev.penstock.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FinishReason;
import dev.penstock.HttpStatusException;
import dev.penstock.Penstock;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.ToolCall;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.Census;
import dev.penstock.testkit.ReceivedRequest;
import dev.penstock.testkit.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every provider over real sockets, through both backends. */
@Timeout(60)
final class ProviderWireTest {
  private Census before = Census.take();

  @BeforeEach
  @Timeout(60)
  void takeCensus() {
    before = Census.take();
  }

  @AfterEach
  void leaveNothing() {
    before.awaitNothingLeft(Duration.ofSeconds(10));
  }

  static Stream<Arguments> everyProviderAndBackend() {
    return Script.all().stream()
        .flatMap(script -> Stream.of("jdk", "jetty").map(name -> Arguments.of(script, name)));
  }

  private static void checkHead(ReceivedRequest received, Script script) {
    assertThat(received.requestLine()).isEqualTo("POST " + script.target() + " HTTP/1.1");
    script
        .headers()
        .forEach((name, value) -> assertThat(received.header(name)).as(name).contains(value));
    assertThat(received.header("Content-Type")).contains("application/json");
    if (script.headers().isEmpty()) {
      assertThat(received.header("Authorization")).isEmpty();
    }
    assertThat(received.target()).doesNotContain(Script.KEY);
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("everyProviderAndBackend")
  void the_conversation_arrives_and_the_answer_comes_back_as_events(Script script, String name) {
    try (var server = ScriptedServer.start(script.says());
        var penstock = Penstock.builder().backend(name).build()) {
      var request = script.request().apply(root(server), Conversation.with(script.model()));
      var events = new ArrayList<StreamEvent>();
      try (var answer = penstock.open(request)) {
        answer.forEachRemaining(events::add);
      }

      assertThat(events.getFirst()).isEqualTo(new TextDelta("7 degrees."));
      assertThat(events.getLast()).isInstanceOf(Finish.class);
      assertThat(((Finish) events.getLast()).reason()).isEqualTo(FinishReason.STOP);
      var received = server.takeRequest();
      checkHead(received, script);
      assertThat(received.body()).isEqualTo(request.body());
      assertThat(request.toString()).doesNotContain(Script.KEY).doesNotContain("brief");
    }
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("everyProviderAndBackend")
  void the_tool_loop_closes(Script script, String name) {
    try (var server = ScriptedServer.start(script.calls(), script.says());
        var penstock = Penstock.builder().backend(name).build()) {
      var calls = new ArrayList<ToolCall>();
      var answer =
          ToolLoop.ask(
              penstock,
              prompt -> script.request().apply(root(server), prompt),
              Prompt.of(script.model(), "How is it in Oslo?").withTools(Conversation.WEATHER),
              call -> {
                calls.add(call);
                return "7 °C in Oslo";
              });

      assertThat(answer.text()).isEqualTo("7 degrees.");
      assertThat(calls).extracting(ToolCall::name).containsExactly("weather");
      assertThat(calls).extracting(ToolCall::argumentsJson).containsExactly("{\"city\":\"Oslo\"}");
      checkHead(server.takeRequest(), script);
      var second = server.takeRequest();
      checkHead(second, script);
      assertThat(second.bodyText()).contains(script.sentBack());
    }
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("everyProviderAndBackend")
  void a_key_that_is_refused_and_repeated_is_not_shown(Script script, String name) {
    var refused =
        Answer.answer()
            .status(401)
            .header("Content-Type", "application/json")
            .body("{\"message\":\"no such key: " + Script.KEY + "\"}");
    try (var server = ScriptedServer.start(refused);
        var penstock = Penstock.builder().backend(name).build()) {
      var request = script.request().apply(root(server), Prompt.of(script.model(), "Hi"));
      var e =
          Assertions.catchThrowableOfType(HttpStatusException.class, () -> penstock.open(request));
      assertThat(e.status()).isEqualTo(401);
      if (!script.headers().isEmpty()) {
        assertThat(e.getMessage() + e.body() + e.error()).doesNotContain(Script.KEY);
      }
    }
  }

  private static String root(ScriptedServer server) {
    return server.uri("").toString();
  }
}
