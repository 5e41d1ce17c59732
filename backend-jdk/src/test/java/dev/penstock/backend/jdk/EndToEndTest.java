package dev.penstock.backend.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.ConnectionException;
import dev.penstock.Outcome;
import dev.penstock.Penstock;
import dev.penstock.ResponseStream;
import dev.penstock.RetryPolicy;
import dev.penstock.ServerSentEvent;
import dev.penstock.StreamCancelledException;
import dev.penstock.StreamInterruptedException;
import dev.penstock.StreamOptions;
import dev.penstock.StreamRequest;
import dev.penstock.StreamTimeoutException;
import dev.penstock.StreamTimeoutException.Clock;
import dev.penstock.Timeouts;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.Census;
import dev.penstock.testkit.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams over real sockets, read as a program reads them. */
@Timeout(60)
final class EndToEndTest {
  private final JdkBackend backend = JdkBackend.create();
  private final Penstock penstock = Penstock.builder().backend(backend).build();
  private final ScriptedServer server = ScriptedServer.start();
  private Census before = Census.take();

  @BeforeEach
  @Timeout(60)
  void takeCensus() {
    before = Census.take();
  }

  @AfterEach
  void leaveNothing() {
    penstock.close();
    backend.close();
    assertThat(backend.lentBuffers()).isZero();
    assertThat(backend.liveExchanges()).isZero();
    server.close();
    before.awaitNothingLeft(Background.PROMPT);
  }

  private static Answer sse() {
    return Answer.answer().sse();
  }

  private StreamRequest request() {
    return StreamRequest.post(server.uri("/v1/stream")).withJson("{}");
  }

  private ResponseStream<ServerSentEvent> open(Answer answer) {
    server.enqueue(answer);
    return penstock.openEvents(request());
  }

  private static List<String> data(ResponseStream<ServerSentEvent> stream) {
    var data = new ArrayList<String>();
    stream.forEachRemaining(event -> data.add(event.data()));
    return data;
  }

  @Test
  void a_stream_is_read_in_a_loop() {
    server.enqueue(sse().event("one").event("two").event("three").end());
    var data = new ArrayList<String>();
    try (var stream = penstock.openEvents(request())) {
      for (var event : stream) {
        data.add(event.data());
      }
      assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
    }
    assertThat(data).containsExactly("one", "two", "three");
  }

  @Test
  void three_streams_one_after_the_other_share_a_connection() {
    for (int i = 0; i < 3; i++) {
      try (var stream = open(sse().event("one").event("two").end())) {
        assertThat(data(stream)).containsExactly("one", "two");
      }
    }
    assertThat(server.connections()).hasSize(1);
  }

  @Test
  void leaving_the_loop_early_ends_the_connection() {
    try (var stream = open(sse().flood(200))) {
      for (var event : stream) {
        if (event.data().contains("\"n\":17,")) {
          break;
        }
      }
    }
    server.awaitNoOpenConnections(Background.PROMPT);
  }

  @Test
  void closing_from_another_thread_ends_the_wait_for_an_event() {
    for (var kind : Background.bothKinds()) {
      var stream = open(sse().event("one").stall());
      assertThat(stream.next().data()).isEqualTo("one");
      var reader = Background.waiting(kind, stream::hasNext);
      stream.close();
      assertThat(reader.failure()).isInstanceOf(StreamCancelledException.class);
      server.awaitNoOpenConnections(Background.PROMPT);
    }
  }

  @Test
  void closing_the_client_ends_the_wait_for_a_head() {
    server.enqueue(Answer.answer().stall());
    var opening = Background.waiting(Thread.ofVirtual(), () -> penstock.openEvents(request()));
    server.takeRequest();
    penstock.close();
    assertThat(opening.failure()).isInstanceOf(StreamCancelledException.class);
    server.awaitNoOpenConnections(Background.PROMPT);
  }

  @Test
  void closing_the_client_cancels_its_streams() {
    var idle = open(sse().event("one").stall());
    idle.next();
    var unread = open(sse().flood(200));
    var reader = Background.waiting(Thread.ofPlatform(), idle::hasNext);
    long begin = System.nanoTime();
    penstock.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    assertThat(reader.failure()).isInstanceOf(StreamCancelledException.class);
    assertThatThrownBy(unread::hasNext).isInstanceOf(StreamCancelledException.class);
    server.awaitNoOpenConnections(Background.PROMPT);
  }

  @Test
  void closing_a_backend_fails_the_streams_over_it() {
    var stream = open(sse().event("one").stall());
    stream.next();
    var reader = Background.waiting(Thread.ofVirtual(), stream::hasNext);
    backend.close();
    assertThat(reader.failure()).isInstanceOf(ConnectionException.class);
    server.awaitNoOpenConnections(Background.PROMPT);
  }

  @Test
  void an_interrupt_ends_the_wait_for_an_event_and_stays_set() {
    for (var kind : Background.bothKinds()) {
      var stream = open(sse().event("one").stall());
      stream.next();
      var reader = Background.waiting(kind, stream::hasNext);
      reader.interrupt();
      assertThat(reader.failure()).isInstanceOf(StreamInterruptedException.class);
      assertThat(reader.wasFlagged()).isTrue();
      server.awaitNoOpenConnections(Background.PROMPT);
    }
  }

  @Test
  void an_interrupt_ends_the_wait_for_a_head_and_stays_set() {
    for (var kind : Background.bothKinds()) {
      server.enqueue(Answer.answer().stall());
      var opening = Background.waiting(kind, () -> penstock.openEvents(request()));
      server.takeRequest();
      opening.interrupt();
      assertThat(opening.failure()).isInstanceOf(StreamInterruptedException.class);
      assertThat(opening.wasFlagged()).isTrue();
      server.awaitNoOpenConnections(Background.PROMPT);
    }
  }

  @Test
  void what_came_before_a_break_is_delivered_first() {
    var stream = open(sse().event("one").event("two").openChunk(100, "data: thr").disconnect());
    assertThat(stream.next().data()).isEqualTo("one");
    assertThat(stream.next().data()).isEqualTo("two");
    assertThatThrownBy(stream::hasNext)
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("broke off");
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void a_silent_server_runs_into_the_idle_clock() {
    server.enqueue(sse().event("one").stall());
    var stream = penstock.openEvents(request().withOptions(idle(Duration.ofMillis(200))));
    assertThat(stream.next().data()).isEqualTo("one");
    assertThatThrownBy(stream::hasNext)
        .isInstanceOfSatisfying(
            StreamTimeoutException.class, e -> assertThat(e.clock()).isEqualTo(Clock.IDLE));
    server.awaitNoOpenConnections(Background.PROMPT);
  }

  @Test
  void a_server_without_an_answer_runs_into_the_head_clock() {
    server.enqueue(Answer.answer().stall());
    var options = Timeouts.DEFAULT.withHead(Duration.ofMillis(200));
    var request = request().withOptions(set -> set.withTimeouts(options));
    assertThatThrownBy(() -> penstock.openEvents(request))
        .isInstanceOfSatisfying(
            StreamTimeoutException.class, e -> assertThat(e.clock()).isEqualTo(Clock.HEAD));
    server.awaitNoOpenConnections(Background.PROMPT);
  }

  /**
   * The server is busy with this stream for five times as long as it may be idle, and the reader
   * away all that time.
   */
  @Test
  void a_reader_slower_than_the_idle_clock_is_not_timed_out() {
    server.enqueue(sse().repeat(100, n -> "data: " + n + "\n\n", Duration.ofMillis(10)).end());
    var stream = penstock.openEvents(request().withOptions(idle(Duration.ofMillis(200))));
    stream.next();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.bytesWritten() > 100L * "data: 10\n\n".length());
    assertThat(data(stream)).hasSize(99);
  }

  private static UnaryOperator<StreamOptions> idle(Duration limit) {
    var timeouts = Timeouts.DEFAULT.withIdle(limit);
    return options -> options.withTimeouts(timeouts).withRetry(RetryPolicy.NONE);
  }

  @Test
  void a_refused_connection_is_told_in_the_librarys_words() {
    int port;
    try (var gone = ScriptedServer.start()) {
      port = gone.port();
    }
    var request =
        StreamRequest.post("http://127.0.0.1:" + port + "/v1?key=secret")
            .withOptions(options -> options.withRetry(RetryPolicy.NONE));
    assertThatThrownBy(() -> penstock.openEvents(request))
        .isInstanceOf(ConnectionException.class)
        .hasMessage("could not connect to 127.0.0.1:" + port);
  }

  @Test
  void a_lost_connection_is_tried_again_before_the_first_byte() {
    server.enqueue(Answer.answer().disconnect(), sse().event("second").end());
    try (var stream = penstock.openEvents(request())) {
      assertThat(data(stream)).containsExactly("second");
      assertThat(stream.metadata().attempts()).isEqualTo(2);
    }
  }
}
