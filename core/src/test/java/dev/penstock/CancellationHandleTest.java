package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.TransportException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class CancellationHandleTest {
  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock = Penstock.builder().backend(backend).build();
  private final Cancellation cancellation = Cancellation.create();

  @AfterEach
  void nothing_is_held() {
    assertThat(cancellation.calls()).isZero();
    assertThat(backend.lent).hasValue(0);
    assertThat(backend.exchanges).allMatch(exchange -> exchange.closings.get() == 1);
    penstock.close();
  }

  private StreamRequest request() {
    return LineDialect.request().withCancellation(cancellation);
  }

  @Test
  void a_cancelled_call_is_not_sent_at_all() {
    cancellation.cancel();
    assertThat(cancellation.isCancelled()).isTrue();
    assertThatThrownBy(() -> penstock.open(request())).isInstanceOf(StreamCancelledException.class);
    assertThatThrownBy(() -> penstock.openEvents(request()))
        .isInstanceOf(StreamCancelledException.class);
    assertThat(backend.requests).isEmpty();
  }

  @Test
  void all_calls_of_a_handle_end_and_give_back_their_chunks_although_nobody_reads_them() {
    backend.answer(new Answer().sse("text a", "text b").silence());
    backend.answer(new Answer().bytes("data: text c\n\ndata: text d\n\n").silence());
    var one = penstock.open(request());
    var two = penstock.open(request());
    one.next();
    two.next();
    assertThat(backend.lent).hasValue(2);
    assertThat(cancellation).hasToString("2 calls");

    cancellation.cancel();
    cancellation.cancel();

    assertThat(backend.lent).hasValue(0);
    assertThat(one.metadata().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThatThrownBy(one::next).isInstanceOf(StreamCancelledException.class);
    assertThatThrownBy(two::hasNext)
        .isInstanceOfSatisfying(
            StreamCancelledException.class, e -> assertThat(e.partial().text()).isEqualTo("c"));
    assertThat(cancellation).hasToString("cancelled, 0 calls");
  }

  @Test
  void a_call_that_has_ended_is_not_held_and_not_changed() {
    backend.answer(new Answer().sse("text a", "finish stop", "end").end());
    var stream = penstock.open(request());
    stream.collect();
    assertThat(cancellation.calls()).isZero();
    cancellation.cancel();
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void the_wait_before_a_retry_ends_at_once_and_no_listener_hears_of_another_attempt()
      throws Exception {
    var waiting = new CountDownLatch(1);
    var heard = new CopyOnWriteArrayList<String>();
    var listener =
        new StreamListener() {
          @Override
          public void requestStarted(long stream, StreamRequest request, int attempt) {
            heard.add("request " + attempt);
          }

          @Override
          public void retry(long stream, int attempt, Duration delay, String reason) {
            waiting.countDown();
          }

          @Override
          public void ended(long stream, StreamMetadata metadata) {
            heard.add("ended " + metadata.outcome());
          }
        };
    var hour = Duration.ofHours(1);
    backend.answer(
        new Answer()
            .refuse(new TransportException(TransportException.Phase.CONNECT, "refused", null)));
    var opening =
        CompletableFuture.supplyAsync(() ->
            penstock.open(
                request()
                    .withOptions(options ->
                        options
                            .withRetry(new RetryPolicy(1, hour, hour, hour))
                            .withListener(listener))));
    waiting.await();
    cancellation.cancel();
    assertThatThrownBy(opening::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StreamCancelledException.class);
    assertThat(heard).containsExactly("request 1", "ended CANCELLED");
  }

  @Test
  void a_race_is_cancelled_as_a_whole() throws Exception {
    backend.answer(new Answer().silence()).answer(new Answer().silence());
    var racing =
        CompletableFuture.supplyAsync(
            () -> Streams.race(penstock, java.util.List.of(request(), request())));
    await().until(() -> cancellation.calls() == 2);
    cancellation.cancel();
    assertThatThrownBy(racing::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StreamCancelledException.class);
  }

  @Test
  void a_request_keeps_its_handle_however_it_is_changed() {
    cancellation.cancel();
    var changed =
        request()
            .withHeader("a", "b")
            .withJson("{}")
            .withDialect(LineDialect.DIALECT)
            .withOptions(options -> options)
            .withBackend(backend);
    assertThatThrownBy(() -> penstock.open(changed)).isInstanceOf(StreamCancelledException.class);
  }
}
