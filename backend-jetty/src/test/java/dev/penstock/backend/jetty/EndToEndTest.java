package dev.penstock.backend.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.ConnectionException;
import dev.penstock.Outcome;
import dev.penstock.Penstock;
import dev.penstock.ResponseStream;
import dev.penstock.ServerSentEvent;
import dev.penstock.StreamCancelledException;
import dev.penstock.StreamRequest;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.Census;
import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams over real sockets, read as a program reads them, by a backend that is found by its name.
 */
@Timeout(120)
final class EndToEndTest {
  private static final Duration PROMPT = Duration.ofSeconds(20);
  private static final int AT_ONCE = 2000;

  private Census before = Census.take();
  private final ScriptedServer server = ScriptedServer.start();
  private final Penstock penstock = Penstock.builder().backend(JettyBackend.NAME).build();

  /** With JUnit's own watcher of timeouts in it. */
  @BeforeEach
  @Timeout(60)
  void takeCensus() {
    before = Census.take();
  }

  @AfterEach
  void leaveNothing() {
    penstock.close();
    server.close();
    before.awaitNothingLeft(PROMPT);
  }

  private ResponseStream<ServerSentEvent> open(Answer answer) {
    server.enqueue(answer);
    return open();
  }

  private ResponseStream<ServerSentEvent> open() {
    return penstock.openEvents(StreamRequest.post(server.uri("/v1/stream")).withJson("{}"));
  }

  private static Answer sse() {
    return Answer.answer().sse();
  }

  private static List<String> data(ResponseStream<ServerSentEvent> stream) {
    var data = new ArrayList<String>();
    stream.forEachRemaining(event -> data.add(event.data()));
    return data;
  }

  @Test
  void streams_one_after_the_other_share_a_connection() {
    for (int i = 0; i < 10; i++) {
      try (var stream = open(sse().event("one").event("two").end())) {
        assertThat(data(stream)).containsExactly("one", "two");
        assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
      }
    }
    assertThat(server.connections()).hasSize(1);
  }

  @Test
  void what_came_before_a_break_is_delivered_first() {
    var stream = open(sse().event("one").event("two").openChunk(100, "data: thr").disconnect());
    assertThat(stream.next().data()).isEqualTo("one");
    assertThat(stream.next().data()).isEqualTo("two");
    assertThatThrownBy(stream::hasNext).isInstanceOf(ConnectionException.class);
  }

  @Test
  void closing_the_client_cancels_its_streams() {
    var stream = open(sse().event("one").stall());
    stream.next();
    var unread = open(sse().flood(200));
    penstock.close();
    assertThatThrownBy(stream::hasNext).isInstanceOf(StreamCancelledException.class);
    assertThatThrownBy(unread::hasNext).isInstanceOf(StreamCancelledException.class);
    server.awaitNoOpenConnections(PROMPT);
  }

  /** On defaults, all over one client, each on a virtual thread of its own. */
  @Test
  void two_thousand_streams_live_at_once() throws Exception {
    assumeTrue(openFilesAllowed() > 2 * AT_ONCE + 500, "too few open files allowed");
    server.enqueue(sse().event("one").awaitPermit().event("two").end());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var opening = new ArrayList<Callable<ResponseStream<ServerSentEvent>>>();
      for (int i = 0; i < AT_ONCE; i++) {
        opening.add(() -> {
          var stream = open();
          assertThat(stream.next().data()).isEqualTo("one");
          return stream;
        });
      }
      var reading = new ArrayList<Callable<String>>();
      for (var opened : threads.invokeAll(opening)) {
        var stream = opened.get();
        reading.add(() -> {
          try (stream) {
            return stream.next().data();
          }
        });
      }
      assertThat(server.openConnections()).isGreaterThanOrEqualTo(AT_ONCE);
      server.release(AT_ONCE);
      for (var read : threads.invokeAll(reading)) {
        assertThat(read.get()).isEqualTo("two");
      }
    }
  }

  /** Returns how many descriptors this process may have, where Linux says so, else a great many. */
  private static long openFilesAllowed() throws IOException {
    var limits = Path.of("/proc/self/limits");
    if (!Files.isReadable(limits)) {
      return Integer.MAX_VALUE;
    }
    return Files.readAllLines(limits).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.split("\\s+", -1)[3])
        .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }
}
