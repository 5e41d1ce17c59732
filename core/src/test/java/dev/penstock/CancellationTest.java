package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.penstock.FakeBackend.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class CancellationTest {
  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock = Penstock.builder().backend(backend).build();

  @AfterEach
  void every_chunk_was_given_back() {
    penstock.close();
    assertThat(backend.lent).hasValue(0);
  }

  private record Reader(Thread thread, CompletableFuture<Throwable> outcome) {}

  /** Reads a stream to its failure on a thread of its own. */
  private static Reader read(EventStream stream, boolean virtual, CountDownLatch waiting) {
    var outcome = new CompletableFuture<Throwable>();
    Runnable body =
        () -> {
          stream.next();
          waiting.countDown();
          outcome.complete(catchThrowable(stream::hasNext));
        };
    var thread =
        virtual ? Thread.ofVirtual().start(body) : Thread.ofPlatform().daemon().start(body);
    return new Reader(thread, outcome);
  }

  @RepeatedTest(50)
  void closing_from_another_thread_wakes_the_reader_with_a_cancellation() throws Exception {
    backend.answer(new Answer().sse("text a").silence());
    var stream = penstock.open(LineDialect.request());
    var waiting = new CountDownLatch(1);
    var reader = read(stream, /* virtual= */ true, waiting);
    waiting.await();
    stream.close();
    assertThat(reader.outcome.get()).isInstanceOf(StreamCancelledException.class);
    reader.thread.join();
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void an_interrupt_wakes_a_reader_on_a_platform_thread() throws Exception {
    interrupt(/* virtual= */ false);
  }

  @Test
  void an_interrupt_wakes_a_reader_on_a_virtual_thread() throws Exception {
    interrupt(/* virtual= */ true);
  }

  private void interrupt(boolean virtual) throws Exception {
    backend.answer(new Answer().sse("text a").silence());
    var stream = penstock.open(LineDialect.request());
    var waiting = new CountDownLatch(1);
    var reader = read(stream, virtual, waiting);
    waiting.await();
    reader.thread.interrupt();
    assertThat(reader.outcome.get()).isInstanceOf(StreamInterruptedException.class);
    assertThat(((StreamException) reader.outcome.get()).partial().text()).isEqualTo("a");
  }

  @Test
  void metadata_can_be_awaited_from_other_threads_whoever_reads_or_nobody() throws Exception {
    backend.answer(new Answer().sse("text a", "finish stop", "end"));
    var stream = penstock.open(LineDialect.request());
    assertThat(stream.awaitMetadata(Duration.ofMillis(5)).outcome()).isEqualTo(Outcome.OPEN);
    var awaited = CompletableFuture.supplyAsync(() -> stream.awaitMetadata(Duration.ofSeconds(10)));
    stream.collect();
    assertThat(awaited.get().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(awaited.get().rawFinishReason()).isEqualTo("stop");
  }

  @Test
  void an_interrupt_while_metadata_is_awaited_keeps_the_flag_and_the_stream() {
    backend.answer(new Answer().sse("text a").silence());
    try (var stream = penstock.open(LineDialect.request())) {
      Thread.currentThread().interrupt();
      try {
        assertThat(catchThrowable(() -> stream.awaitMetadata(Duration.ofSeconds(10))))
            .isInstanceOf(StreamInterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(stream.metadata().outcome()).isEqualTo(Outcome.OPEN);
      assertThat(stream.next()).isEqualTo(new StreamEvent.TextDelta("a"));
    }
  }

  @Test
  void reading_from_two_threads_is_detected_and_harms_nobody() throws Exception {
    backend.answer(new Answer().sse("text a").silence());
    var stream = penstock.open(LineDialect.request());
    var waiting = new CountDownLatch(1);
    var reader = read(stream, /* virtual= */ true, waiting);
    waiting.await();
    var exchange = backend.exchanges.getFirst();
    while (exchange.reads.get() < 2) {
      Thread.onSpinWait();
    }
    assertThat(catchThrowable(stream::hasNext)).isInstanceOf(IllegalStateException.class);
    assertThat(catchThrowable(stream::next)).isInstanceOf(IllegalStateException.class);
    assertThat(catchThrowable(() -> stream.poll(Duration.ZERO)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(reader.outcome).isNotDone();
    stream.close();
    assertThat(reader.outcome.get()).isInstanceOf(StreamCancelledException.class);
    reader.thread.join();
  }

  @Test
  void a_stream_that_is_dropped_is_cancelled_and_gives_its_chunk_back() {
    readOneAndDrop();
    assertThat(backend.lent).hasValue(1);
    awaitNothingLent();
    assertThat(backend.exchanges.getFirst().isClosed()).isTrue();
  }

  /** The program's end is no end of a stream: who reads on is told, who does not is forgotten. */
  @Test
  void a_stream_that_is_dropped_after_its_client_was_closed_gives_its_chunk_back() {
    readOneAndDrop();
    penstock.close();
    awaitNothingLent();
  }

  /** Lets the collector run until it has found the stream. */
  private void awaitNothingLent() {
    while (backend.lent.get() > 0 && !Thread.currentThread().isInterrupted()) {
      System.gc();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    assertThat(backend.lent).hasValue(0);
  }

  /** Of a chunk with two events, so that it is still lent. */
  private void readOneAndDrop() {
    backend.answer(new Answer().bytes("data: text a\n\ndata: text b\n\n").silence());
    penstock.open(LineDialect.request()).next();
  }
}
