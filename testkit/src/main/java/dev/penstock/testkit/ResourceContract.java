package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.spi.Exchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Threads, sockets and connections: few, of the right kind, and gone in the end. */
abstract class ResourceContract extends ContractGroup {
  private static final int ROUNDS = 100;
  private static final int AT_ONCE = 100;

  ResourceContract(BackendContract contract) {
    super(contract);
  }

  private static Answer answer() {
    return Answer.answer();
  }

  /** A program ends although nobody closed the backend. */
  @Test
  void its_threads_are_daemons() {
    var before = nonDaemons();
    serve(answer().sse().event("one").stall());
    readChunk(beginAnswered());
    var added = new HashSet<>(nonDaemons());
    added.removeAll(before);
    assertThat(added).isEmpty();
  }

  private static Set<Thread> nonDaemons() {
    var threads = new HashSet<Thread>();
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.isDaemon()) {
        threads.add(thread);
      }
    }
    return threads;
  }

  /**
   * Finished, broken off, closed from another thread, closed before the head: nothing stays while
   * the backend lives.
   */
  @Test
  void exchanges_of_every_fate_leave_nothing() {
    serve(answer().status(200).header("Connection", "close").body("warm"));
    try (var warm = beginAnswered()) {
      readAll(warm);
    }
    assertServerAlone();
    var before = Census.take();
    for (int i = 0; i < ROUNDS; i++) {
      finished();
      brokenOff();
      closedByAnother();
      interrupted();
      closedBeforeTheHead();
    }
    assertServerAlone();
    before.awaitNothingLeft(Eventually.PATIENCE);
  }

  private void finished() {
    server().enqueue(answer().sse().header("Connection", "close").event("one").end());
    try (var exchange = beginAnswered()) {
      readAll(exchange);
    }
  }

  private void brokenOff() {
    server().enqueue(answer().sse().flood(200));
    try (var exchange = beginAnswered()) {
      readChunk(exchange);
    }
  }

  private void closedByAnother() {
    server().enqueue(answer().sse().event("one").stall());
    var exchange = beginAnswered();
    readChunk(exchange);
    var reader = Call.start(() -> exchange.read(Long.MAX_VALUE)).awaitWaiting();
    exchange.close();
    reader.failure();
  }

  private void interrupted() {
    server().enqueue(answer().sse().event("one").stall());
    var exchange = beginAnswered();
    readChunk(exchange);
    var reader = Call.start(() -> exchange.read(Long.MAX_VALUE)).awaitWaiting();
    reader.interrupt();
    reader.failure();
    exchange.close();
  }

  private void closedBeforeTheHead() {
    server().enqueue(answer().stall());
    int before = server().requests().size();
    var exchange = begin();
    Eventually.holds("the request", () -> server().requests().size() > before);
    exchange.close();
  }

  @Test
  void many_exchanges_with_one_server_do_not_wait_for_one_another() {
    serve(answer().sse().event("one").awaitPermit().event("two").end());
    var exchanges = new ArrayList<Exchange>();
    for (int i = 0; i < AT_ONCE; i++) {
      exchanges.add(begin());
    }
    for (var exchange : exchanges) {
      readChunk(answered(exchange));
    }
    server().release(AT_ONCE);
    for (var exchange : exchanges) {
      assertThat(readText(exchange)).isEqualTo("data: two\n\n");
    }
  }

  @Test
  void an_exchange_goes_from_thread_to_thread() {
    serve(answer().sse().event("one").awaitPermit().event("two").stall());
    var exchange = Call.start(Thread.ofPlatform(), this::begin).result();
    assertThat(Call.start(() -> head(exchange)).result().status()).isEqualTo(200);
    var one = Call.start(Thread.ofPlatform(), () -> readChunk(exchange)).result();
    server().release();
    var two = Call.start(() -> readChunk(exchange)).result();
    assertThat(new String(one, UTF_8) + new String(two, UTF_8))
        .isEqualTo("data: one\n\ndata: two\n\n");
    Call.start(
            () -> {
              exchange.close();
              return true;
            })
        .result();
    assertServerAlone();
  }
}
