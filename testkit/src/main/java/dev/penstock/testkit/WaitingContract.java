package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Waits are as long as was asked, harm nothing when they end, and end when the thread is
 * interrupted.
 */
abstract class WaitingContract extends ContractGroup {
  private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(30);

  WaitingContract(BackendContract contract) {
    super(contract);
  }

  private static Answer answer() {
    return Answer.answer();
  }

  private static List<Thread.Builder> bothKinds() {
    return List.of(Thread.ofVirtual(), Thread.ofPlatform());
  }

  // --- for a time

  @Test
  void a_head_that_is_late_can_be_waited_for_again() throws Exception {
    serve(answer().awaitPermit().status(200).body("at last"));
    var exchange = begin();
    assertThat(exchange.awaitHead(A_MOMENT)).isNull();
    assertThat(exchange.awaitHead(0)).isNull();
    server().release();
    assertThat(head(exchange).status()).isEqualTo(200);
    assertThat(readText(exchange)).isEqualTo("at last");
  }

  @Test
  void a_head_without_end_is_none() throws Exception {
    serve(answer().status(200).endlessHeaders(Duration.ofMillis(5)));
    var exchange = begin();
    assertThat(exchange.awaitHead(A_MOMENT)).isNull();
    exchange.close();
    assertServerAlone();
  }

  @Test
  void bytes_that_are_late_can_be_waited_for_again() throws Exception {
    serve(answer().sse().event("one").awaitPermit().event("two").end());
    var exchange = beginAnswered();
    readChunk(exchange);
    assertThat(exchange.read(A_MOMENT)).isEqualTo(BodyRead.Signal.TIMED_OUT);
    assertThat(exchange.read(0)).isEqualTo(BodyRead.Signal.TIMED_OUT);
    assertThat(exchange.read(A_MOMENT)).isEqualTo(BodyRead.Signal.TIMED_OUT);
    server().release();
    assertThat(readText(exchange)).isEqualTo("data: two\n\n");
  }

  @Test
  void a_wait_takes_its_time() throws Exception {
    serve(answer().sse().stall());
    var exchange = beginAnswered();
    long before = System.nanoTime();
    assertThat(exchange.read(A_MOMENT)).isEqualTo(BodyRead.Signal.TIMED_OUT);
    assertThat(System.nanoTime() - before).isBetween(A_MOMENT, PATIENCE / 2);
  }

  @Test
  void a_wait_without_limit_ends_when_bytes_come() {
    serve(answer().awaitPermit().sse().awaitPermit().event("one").stall());
    var exchange = begin();
    var head = Call.start(() -> exchange.awaitHead(Long.MAX_VALUE)).awaitWaiting();
    server().release();
    assertThat(head.result()).isNotNull();
    var read = Call.start(() -> exchange.read(Long.MAX_VALUE)).awaitWaiting();
    server().release();
    assertThat(read.result()).isNotInstanceOf(BodyRead.Signal.class);
  }

  // --- until interrupted

  @Test
  void an_interrupt_ends_the_wait_for_the_head() {
    for (var kind : bothKinds()) {
      server().enqueue(answer().stall());
      var exchange = begin();
      server().takeRequest();
      assertInterruptible(kind, exchange, () -> exchange.awaitHead(Long.MAX_VALUE));
    }
  }

  @Test
  void an_interrupt_ends_the_wait_for_bytes() {
    for (var kind : bothKinds()) {
      server().enqueue(answer().sse().event("one").stall());
      var exchange = beginAnswered();
      readChunk(exchange);
      assertInterruptible(kind, exchange, () -> exchange.read(Long.MAX_VALUE));
    }
  }

  @Test
  void an_interrupt_ends_a_wait_of_limited_time() {
    for (var kind : bothKinds()) {
      server().enqueue(answer().sse().stall());
      var exchange = beginAnswered();
      assertInterruptible(kind, exchange, () -> exchange.read(TimeUnit.MINUTES.toNanos(10)));
    }
  }

  /**
   * Interrupts a call that waits; closes the exchange on the interrupted thread, as its reader
   * would.
   */
  private void assertInterruptible(Thread.Builder kind, Exchange exchange, Callable<?> wait) {
    var call =
        Call.start(
                kind,
                () -> {
                  try {
                    return wait.call();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    exchange.close();
                    throw e;
                  }
                })
            .awaitWaiting();
    call.interrupt();
    assertThat(call.failure()).isInstanceOf(InterruptedException.class);
    assertThat(call.wasInterruptedAtEnd()).as("close() keeps the interrupt flag").isTrue();
    assertServerAlone();
  }

  @Test
  void who_is_interrupted_before_reading_reads_nothing() {
    serve(answer().sse().event("one").stall());
    var exchange = beginAnswered();
    readChunk(exchange);
    server().enqueue(answer().sse().event("two").event("three").stall());
    var other = beginAnswered();
    for (var each : List.of(exchange, other)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> each.read(Long.MAX_VALUE)).isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).as("the exception takes the place of the flag").isFalse();
      each.close();
    }
    assertServerAlone();
  }

  // --- a reader that takes its time

  @Test
  void a_slow_reader_loses_nothing() {
    var body = new StringBuilder();
    for (int n = 0; n < 20_000; n++) {
      body.append("data: ").append(n).append("\n\n");
    }
    serve(answer().sse().play(body.toString().getBytes(UTF_8), 512, Duration.ZERO).end());
    var exchange = beginAnswered();
    var first = new String(readChunk(exchange), UTF_8);
    Eventually.steady(() -> server().bytesWritten());
    assertThat(first + readText(exchange)).isEqualTo(body.toString());
  }
}
