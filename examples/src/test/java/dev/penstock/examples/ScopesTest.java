package dev.penstock.examples;

import static dev.penstock.testkit.Answer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.Completion;
import dev.penstock.HttpStatusException;
import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.Streams;
import dev.penstock.openai.OpenAi;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.Census;
import dev.penstock.testkit.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams as subtasks: when a scope gives up, its streams end, and the servers see it. */
@Timeout(60)
final class ScopesTest {
  private static final Duration PROMPT = Duration.ofSeconds(10);

  private final ScriptedServer server = ScriptedServer.start();
  private final ScriptedServer other = ScriptedServer.start();
  private final Penstock penstock = Penstock.create();
  private Census before = Census.take();

  @BeforeEach
  @Timeout(60)
  void takeCensus() {
    before = Census.take();
  }

  @AfterEach
  void leaveNothing() {
    penstock.close();
    server.close();
    other.close();
    before.awaitNothingLeft(PROMPT);
  }

  private static StreamRequest request(ScriptedServer of) {
    return StreamRequest.post(of.uri("/v1/chat/completions"))
        .withJson("{\"stream\":true}")
        .withDialect(OpenAi.CHAT);
  }

  private static String text(String word) {
    return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}}]}";
  }

  private static Answer whole(String word) {
    return answer()
        .sse()
        .event(text(word))
        .event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
        .event("[DONE]")
        .end();
  }

  private static Answer endless(String word) {
    return answer().sse().event(text(word)).stall();
  }

  // @start region="all"
  /** Both answers, or none: when one fails, the other is cut off. */
  static List<Completion> both(Penstock penstock, StreamRequest one, StreamRequest two)
      throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.<Completion>allSuccessfulOrThrow())) {
      scope.fork(() -> penstock.open(one).collect());
      scope.fork(() -> penstock.open(two).collect());
      return scope.join().map(Subtask::get).toList();
    }
  }

  // @end

  @Test
  void both_answers_are_there() throws Exception {
    server.enqueue(whole("one"));
    other.enqueue(whole("two"));
    assertThat(both(penstock, request(server), request(other)))
        .extracting(Completion::text)
        .containsExactly("one", "two");
  }

  @Test
  void a_subtask_that_fails_ends_the_streams_of_the_others() {
    server.enqueue(endless("one"));
    other.enqueue(answer().awaitPermit().status(400).body("no"));
    var failing = request(other);
    // The other stream is under way.
    Thread.ofVirtual()
        .start(() -> {
          server.takeRequest();
          other.release();
        });
    assertThatThrownBy(() -> both(penstock, request(server), failing))
        .isInstanceOf(StructuredTaskScope.FailedException.class)
        .hasCauseInstanceOf(HttpStatusException.class);
    assertThat(server.awaitClientGone(PROMPT)).isNotNull();
  }

  // @start region="timeout"
  /** The answer within a time, all waits and retries included, whatever the server does. */
  static Completion within(Duration time, Penstock penstock, StreamRequest request)
      throws InterruptedException {
    try (var scope =
        StructuredTaskScope.open(
            Joiner.<Completion>awaitAllSuccessfulOrThrow(),
            configuration -> configuration.withTimeout(time))) {
      var answer = scope.fork(() -> penstock.open(request).collect());
      scope.join();
      return answer.get();
    }
  }

  // @end

  @Test
  void a_scope_whose_time_is_up_ends_its_streams() {
    server.enqueue(endless("one"));
    assertThatThrownBy(() -> within(Duration.ofMillis(500), penstock, request(server)))
        .isInstanceOf(StructuredTaskScope.TimeoutException.class);
    assertThat(server.awaitClientGone(PROMPT)).isNotNull();
  }

  @Test
  void a_scope_that_has_time_gives_the_answer() throws Exception {
    server.enqueue(whole("one"));
    assertThat(within(Duration.ofMinutes(1), penstock, request(server)).text()).isEqualTo("one");
  }

  // @start region="race"
  /** The answer that is whole first; the others are cut off. */
  static Completion fastest(Penstock penstock, List<StreamRequest> requests)
      throws InterruptedException {
    try (var scope = StructuredTaskScope.open(Joiner.<Completion>anySuccessfulResultOrThrow())) {
      for (var request : requests) {
        scope.fork(() -> penstock.open(request).collect());
      }
      return scope.join();
    }
  }

  // @end

  @Test
  void the_losers_of_a_race_end_and_a_failure_loses() throws Exception {
    server.enqueue(endless("one"));
    other.enqueue(answer().status(400).body("no"));
    try (var third = ScriptedServer.start(whole("three"))) {
      var fastest = fastest(penstock, List.of(request(server), request(other), request(third)));
      assertThat(fastest.text()).isEqualTo("three");
      server.awaitNoOpenConnections(PROMPT);
    }
  }

  @Test
  void the_stream_whose_first_event_comes_first_is_read_on() {
    server.enqueue(answer().stall());
    other.enqueue(whole("two"));
    var requests = List.of(request(server), request(other));
    // @start region="streams-race"
    try (var winner = Streams.race(penstock, requests)) {
      assertThat(winner.collect().text()).isEqualTo("two");
    }
    // @end
    server.awaitNoOpenConnections(PROMPT);
  }

  @Test
  void two_streams_are_read_as_one() {
    server.enqueue(whole("one"));
    other.enqueue(whole("two"));
    var one = request(server);
    var two = request(other);
    // @start region="streams-merge"
    var shown = new ArrayList<String>();
    try (var both = Streams.merge(List.of(penstock.open(one), penstock.open(two)))) {
      for (var tagged : both) {
        shown.add(tagged.source() + ": " + tagged.item());
      }
    }
    // @end
    assertThat(shown).hasSize(4);
  }
}
