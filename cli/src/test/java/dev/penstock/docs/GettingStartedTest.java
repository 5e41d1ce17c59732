package dev.penstock.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.Completion;
import dev.penstock.Penstock;
import dev.penstock.Polled;
import dev.penstock.StreamCancelledException;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamException;
import dev.penstock.StreamRequest;
import dev.penstock.framing.SseParser;
import dev.penstock.openai.OpenAi;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of docs/getting-started.md. */
@Timeout(60)
final class GettingStartedTest {
  private final ScriptedServer server = ScriptedServer.start();
  private final Penstock penstock = Penstock.create();
  private final StringBuilder screen = new StringBuilder();

  @AfterEach
  void close() {
    penstock.close();
    server.close();
  }

  private StreamRequest request() {
    return OpenAi.compatible(server.uri("/v1").toString()).chat("any", "Why is the sky blue?");
  }

  private static Answer answer(String... deltas) {
    var answer = Answer.answer().sse();
    for (var delta : deltas) {
      answer = answer.event("{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}");
    }
    return answer;
  }

  private static Answer whole(Answer answer) {
    return answer
        .event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
        .event("[DONE]")
        .end();
  }

  @Test
  void events() {
    server.enqueue(
        whole(answer("{\"reasoning_content\":\"Light…\"}", "{\"content\":\"Rayleigh.\"}")));
    read(request());
    assertThat(screen).hasToString("(Light…)Rayleigh.[STOP]");
  }

  private void read(StreamRequest request) {
    // @start region="events"
    try (var answer = penstock.open(request)) {
      for (StreamEvent event : answer) {
        switch (event) {
          case TextDelta(var text) -> show(text);
          case ThinkingDelta(var thought) -> show("(" + thought + ")");
          case ToolCallDelta call -> show(call.name() + call.arguments());
          case Finish(var reason, var raw) -> show("[" + reason + "]");
          default -> {} // usage, citations and what else there may be
        }
      }
    }
    // @end
  }

  @Test
  void whole_answer() {
    server.enqueue(whole(answer("{\"content\":\"Ray\"}", "{\"content\":\"leigh.\"}")));
    assertThat(whole(request()).text()).isEqualTo("Rayleigh.");
  }

  private Completion whole(StreamRequest request) {
    // @start region="collect"
    try (var answer = penstock.open(request)) {
      Completion completion = answer.collect();
      return completion; // text, thinking, tool calls, usage, finish reason
    }
    // @end
  }

  @Test
  void broken_answer() {
    server.enqueue(answer("{\"content\":\"Ray\"}").disconnect());
    var saved = new ArrayList<Completion>();
    broken(request(), saved);
    assertThat(saved).extracting(Completion::text).containsExactly("Ray");
    assertThat(screen).hasToString("Ray");
  }

  private void broken(StreamRequest request, List<Completion> drafts) {
    // @start region="broken"
    try (var answer = penstock.open(request)) {
      for (var event : answer) {
        if (event instanceof TextDelta(var text)) show(text);
      }
    } catch (StreamException e) {
      drafts.add(e.partial()); // what there was: text, thinking, tool calls, usage
    }
    // @end
  }

  @Test
  void heartbeat() {
    server.enqueue(
        whole(Answer.answer().sse().awaitPermit().event("{\"choices\":[{\"delta\":{}}]}")));
    beat(request());
    assertThat(screen.toString()).startsWith(":").endsWith("[end]");
  }

  private void beat(StreamRequest request) {
    // @start region="poll"
    try (var answer = penstock.open(request)) {
      while (true) {
        switch (answer.poll(Duration.ofMillis(50))) {
          case Polled.Item(var event) -> show(event.toString());
          case Polled.NothingYet() -> sendHeartbeat();
          case Polled.End() -> {
            show("[end]");
            return;
          }
        }
      }
    }
    // @end
  }

  private void sendHeartbeat() {
    show(":");
    server.release();
  }

  @Test
  void other_thread() throws Exception {
    server.enqueue(answer("{\"content\":\"Ray\"}").stall());
    // @start region="close"
    var answer = penstock.open(request());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reading = threads.submit(answer::collect);
      server.takeRequest();
      answer.close(); // from any thread, at any time; the reader gets StreamCancelledException
      assertThatThrownBy(reading::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(StreamCancelledException.class);
    }
    // @end
    server.awaitClientGone(Duration.ofSeconds(10));
  }

  @Test
  void plain_events() {
    server.enqueue(Answer.answer().sse().event("ping", "1").event("pong", "2").end());
    var request = StreamRequest.get(server.uri("/events"));
    // @start region="plain"
    try (var events = penstock.openEvents(request)) {
      for (var event : events) {
        show(event.type() + "=" + event.data() + ";");
      }
    }
    // @end
    assertThat(screen).hasToString("ping=1;pong=2;");
  }

  @Test
  void parser_alone() {
    var chunk = "data: one\n\ndata: two\n\n".getBytes(UTF_8);
    // @start region="parser"
    var parser = SseParser.create();
    parser.feed(chunk, 0, chunk.length);
    while (parser.next()) {
      show(parser.dataAsString()); // parser.data() is a borrowed slice, valid until the next call
    }
    // @end
    assertThat(screen).hasToString("onetwo");
  }

  private void show(String text) {
    screen.append(text);
  }
}
