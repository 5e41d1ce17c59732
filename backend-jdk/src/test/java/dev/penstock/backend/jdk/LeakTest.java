package dev.penstock.backend.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.Penstock;
import dev.penstock.ResponseStream;
import dev.penstock.ServerSentEvent;
import dev.penstock.StreamCancelledException;
import dev.penstock.StreamInterruptedException;
import dev.penstock.StreamRequest;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.Census;
import dev.penstock.testkit.ReceivedRequest;
import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many streams, of every fate, and what is left of them: nothing. */
@Timeout(120)
final class LeakTest {
  private static final int EACH = 250;
  private static final int AT_ONCE = 2000;

  /**
   * 1,000 streams: finished, broken off, closed from another thread, interrupted. The client and
   * its backend live on.
   */
  @Test
  void streams_of_every_fate_leave_no_thread_no_socket_and_no_buffer() throws Exception {
    try (var backend = JdkBackend.create();
        var penstock = Penstock.builder().backend(backend).build();
        var server = ScriptedServer.start(LeakTest::answer)) {
      finish(penstock, server);
      server.awaitNoOpenConnections(Background.PROMPT);
      var before = Census.take();
      for (int i = 0; i < EACH; i++) {
        finish(penstock, server);
        breakOff(penstock, server);
        closeFromAnotherThread(penstock, server);
        interrupt(penstock, server);
      }
      server.awaitNoOpenConnections(Background.PROMPT);
      before.awaitNothingLeft(Background.PROMPT);
      assertThat(server.requests()).hasSize(1 + 4 * EACH);
      assertThat(backend.lentBuffers()).isZero();
      assertThat(backend.liveExchanges()).isZero();
    }
  }

  private static Answer answer(ReceivedRequest request) {
    return switch (request.path()) {
      case "/finish" ->
          Answer.answer().sse().header("Connection", "close").event("one").event("two").end();
      case "/flood" -> Answer.answer().sse().flood(200);
      default -> Answer.answer().sse().event("one").stall();
    };
  }

  private static ResponseStream<ServerSentEvent> open(
      Penstock penstock, ScriptedServer server, String path) {
    return penstock.openEvents(StreamRequest.post(server.uri(path)).withJson("{}"));
  }

  private static void finish(Penstock penstock, ScriptedServer server) {
    try (var stream = open(penstock, server, "/finish")) {
      assertThat(stream.stream()).hasSize(2);
    }
  }

  private static void breakOff(Penstock penstock, ScriptedServer server) {
    try (var stream = open(penstock, server, "/flood")) {
      stream.next();
    }
  }

  private static void closeFromAnotherThread(Penstock penstock, ScriptedServer server) {
    var stream = open(penstock, server, "/silent");
    stream.next();
    var reader = Background.waiting(Thread.ofVirtual(), stream::hasNext);
    stream.close();
    assertThat(reader.failure()).isInstanceOf(StreamCancelledException.class);
  }

  private static void interrupt(Penstock penstock, ScriptedServer server) {
    var stream = open(penstock, server, "/silent");
    stream.next();
    var reader = Background.waiting(Thread.ofVirtual(), stream::hasNext);
    reader.interrupt();
    assertThat(reader.failure()).isInstanceOf(StreamInterruptedException.class);
  }

  /** On defaults, all over one client, each on a virtual thread of its own. */
  @Test
  void two_thousand_streams_live_at_once() throws Exception {
    assumeTrue(openFilesAllowed() > 2 * AT_ONCE + 500, "too few open files allowed");
    try (var backend = JdkBackend.create();
        var penstock = Penstock.builder().backend(backend).build();
        var server =
            ScriptedServer.start(
                Answer.answer().sse().event("one").awaitPermit().event("two").end());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var streams = new ArrayList<ResponseStream<ServerSentEvent>>();
      var first =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i ->
                  threads.submit(() -> {
                    var stream = open(penstock, server, "/live");
                    assertThat(stream.next().data()).isEqualTo("one");
                    return stream;
                  }))
              .toList();
      for (var opened : first) {
        streams.add(result(opened));
      }
      assertThat(backend.liveExchanges()).isEqualTo(AT_ONCE);
      var second =
          streams.stream()
              .map(stream ->
                  threads.submit(() -> {
                    try (stream) {
                      return stream.next().data();
                    }
                  }))
              .toList();
      server.release(AT_ONCE);
      for (var read : second) {
        assertThat(result(read)).isEqualTo("two");
      }
      assertThat(backend.lentBuffers()).isZero();
    }
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a stream failed", e.getCause());
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
