package dev.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.Cancellation;
import dev.penstock.Outcome;
import dev.penstock.Penstock;
import dev.penstock.ResponseStream;
import dev.penstock.RetryPolicy;
import dev.penstock.ServerSentEvent;
import dev.penstock.StreamCancelledException;
import dev.penstock.StreamListener;
import dev.penstock.StreamMetadata;
import dev.penstock.StreamRequest;
import dev.penstock.StreamTimeoutException;
import dev.penstock.StreamTimeoutException.Clock;
import dev.penstock.Timeouts;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Calls of a client over the backend: cancelled in every phase, timed, and dropped. */
abstract class CallContract extends ContractGroup {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final Cancellation cancellation = Cancellation.create();

  CallContract(BackendContract contract) {
    super(contract);
  }

  private static Answer answer() {
    return Answer.answer();
  }

  private StreamRequest call(URI uri) {
    return StreamRequest.post(uri).withJson("{}").withCancellation(cancellation);
  }

  private StreamRequest call() {
    return call(server().uri("/v1/stream"));
  }

  private ResponseStream<ServerSentEvent> open(StreamRequest call) {
    // The backend is the test's to close, and the client holds nothing else.
    return Penstock.builder().backend(backend()).build().openEvents(call);
  }

  private static List<Thread.Builder> bothKinds() {
    return List.of(Thread.ofVirtual(), Thread.ofPlatform());
  }

  /** Cancels on this thread what waits on another one. */
  private void assertCancels(Call<?> waiting) {
    cancellation.cancel();
    assertThat(waiting.failure())
        .isInstanceOfSatisfying(
            StreamCancelledException.class,
            e -> assertThat(e.metadata().outcome()).isEqualTo(Outcome.CANCELLED));
    assertServerAlone();
  }

  // --- cancelled

  @Test
  void a_call_is_cancelled_while_it_connects() throws IOException {
    try (var deaf = new ServerSocket(0, 1, FailureContract.loopback())) {
      var waiting = new ArrayList<SocketChannel>();
      try {
        assumeTrue(FailureContract.fill(deaf, waiting), "the backlog can't be filled here");
        var uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
        assertCancels(Call.start(() -> open(call(uri))).awaitWaiting());
      } finally {
        for (var channel : waiting) {
          channel.close();
        }
      }
    }
  }

  @Test
  void a_call_is_cancelled_while_it_waits_for_the_head() {
    for (var kind : bothKinds()) {
      var own = Cancellation.create();
      server().enqueue(answer().stall());
      var opening = Call.start(kind, () -> open(call().withCancellation(own)));
      server().takeRequest();
      opening.awaitWaiting();
      own.cancel();
      assertThat(opening.failure()).isInstanceOf(StreamCancelledException.class);
      assertServerAlone();
    }
  }

  @Test
  void a_call_is_cancelled_while_it_waits_to_try_again() throws InterruptedException {
    serve(answer().status(503).header("Retry-After", "30").body("busy"), answer().stall());
    var waits = new CountDownLatch(1);
    var listener =
        new StreamListener() {
          @Override
          public void retry(long stream, int attempt, Duration delay, String reason) {
            waits.countDown();
          }
        };
    var request = call().withOptions(options -> options.withListener(listener));
    var opening = Call.start(() -> open(request));
    waits.await();
    cancellation.cancel();
    assertThat(opening.failure())
        .isInstanceOfSatisfying(
            StreamCancelledException.class, e -> assertThat(e.metadata().attempts()).isEqualTo(1));
    assertThat(server().requests()).hasSize(1);
  }

  @Test
  void a_stream_is_cancelled_while_it_waits_for_bytes_and_when_nobody_reads() {
    serve(answer().sse().event("one").stall(), answer().sse().event("two").stall());
    var read = open(call());
    var unread = open(call());
    assertThat(read.next().data()).isEqualTo("one");
    assertCancels(Call.start(read::hasNext).awaitWaiting());
    assertThat(unread.metadata().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  // --- timed

  private StreamRequest timed(UnaryOperator<Timeouts> change) {
    return call()
        .withOptions(options ->
            options.withTimeouts(change.apply(options.timeouts())).withRetry(RetryPolicy.NONE));
  }

  private void assertTimesOut(Clock clock, Call<?> call) {
    assertThat(call.failure())
        .isInstanceOfSatisfying(
            StreamTimeoutException.class,
            e -> {
              assertThat(e.clock()).isEqualTo(clock);
              assertThat(e.limit()).isEqualTo(SHORT);
              assertThat(e.metadata().timings().end()).isGreaterThanOrEqualTo(SHORT);
            })
        .hasMessageContaining("200 ms");
    assertServerAlone();
  }

  @Test
  void a_head_that_does_not_come_runs_into_its_clock() {
    serve(answer().stall());
    assertTimesOut(Clock.HEAD, Call.start(() -> open(timed(t -> t.withHead(SHORT)))));
  }

  @Test
  void the_total_clock_runs_while_the_head_is_waited_for() {
    serve(answer().stall());
    assertTimesOut(Clock.TOTAL, Call.start(() -> open(timed(t -> t.withTotal(SHORT)))));
  }

  @Test
  void the_total_clock_runs_in_a_body_that_never_ends() {
    serve(answer().sse().event("one").endlessComments(Duration.ofMillis(5)));
    // Perhaps not even the first event comes in time, over a slow connection.
    assertTimesOut(
        Clock.TOTAL,
        Call.start(() -> {
          var stream = open(timed(t -> t.withTotal(SHORT)));
          stream.next();
          return stream.next();
        }));
  }

  @Test
  void pings_run_into_the_stalled_clock() {
    serve(answer().sse().event("one").endlessComments(Duration.ofMillis(5)));
    var stream = open(timed(t -> t.withStalled(SHORT)));
    stream.next();
    assertTimesOut(Clock.STALLED, Call.start(stream::hasNext));
  }

  // --- dropped

  /** It says so in the log, which is tested where the log can be read. */
  @Test
  void a_stream_that_nobody_holds_any_more_is_closed() {
    serve(answer().sse().event("one").stall());
    var ended = new CountDownLatch(1);
    var listener =
        new StreamListener() {
          @Override
          public void ended(long stream, StreamMetadata metadata) {
            ended.countDown();
          }
        };
    readAndDrop(call().withOptions(options -> options.withListener(listener)));
    Eventually.holds(
        "the end of a dropped stream",
        () -> {
          System.gc();
          return ended.getCount() == 0;
        });
    assertServerAlone();
  }

  private void readAndDrop(StreamRequest call) {
    assertThat(open(call).next().data()).isEqualTo("one");
  }
}
