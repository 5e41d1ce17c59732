package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Closing ends an exchange at once, from any thread, whatever it is doing. */
abstract class ClosingContract extends ContractGroup {
  ClosingContract(BackendContract contract) {
    super(contract);
  }

  private static Answer answer() {
    return Answer.answer();
  }

  private static List<Thread.Builder> bothKinds() {
    return List.of(Thread.ofVirtual(), Thread.ofPlatform());
  }

  // --- while somebody waits

  @Test
  void closing_wakes_who_waits_for_bytes() {
    for (var kind : bothKinds()) {
      server().enqueue(answer().sse().event("one").stall());
      var exchange = beginAnswered();
      readChunk(exchange);
      assertClosingWakes(kind, exchange, () -> exchange.read(Long.MAX_VALUE));
    }
  }

  @Test
  void closing_wakes_who_waits_for_the_first_byte() {
    serve(answer().sse().stall());
    var exchange = beginAnswered();
    assertClosingWakes(Thread.ofVirtual(), exchange, () -> exchange.read(Long.MAX_VALUE));
  }

  @Test
  void closing_wakes_who_waits_for_the_head() {
    for (var kind : bothKinds()) {
      server().enqueue(answer().stall());
      var exchange = begin();
      server().takeRequest();
      assertClosingWakes(kind, exchange, () -> exchange.awaitHead(Long.MAX_VALUE));
    }
  }

  private void assertClosingWakes(Thread.Builder kind, Exchange exchange, Callable<?> wait) {
    var reader = Call.start(kind, wait).awaitWaiting();
    closeQuickly(exchange);
    assertThat(reader.failure()).isInstanceOf(IOException.class);
    assertServerAlone();
  }

  /** Closes an exchange on another thread, and checks that this does not block. */
  private static void closeQuickly(Exchange exchange) {
    var closing =
        Call.start(() -> {
          exchange.close();
          return true;
        });
    assertThat(closing.result()).isTrue();
  }

  // --- at every moment

  @Test
  void closing_just_after_the_beginning_leaves_no_connection() {
    serve(answer().sse().event("one").stall());
    for (int i = 0; i < 50; i++) {
      begin().close();
    }
    assertServerAlone();
    assertThat(readChunk(beginAnswered())).as("another exchange").isNotEmpty();
  }

  @Test
  void closing_while_the_head_comes_leaves_no_connection() {
    serve(answer().sse().event("one").stall());
    for (int i = 0; i < 50; i++) {
      var exchange = begin();
      server().takeRequest();
      exchange.close();
    }
    assertServerAlone();
  }

  @Test
  void closing_before_the_body_is_read_leaves_no_connection() {
    serve(answer().sse().event("one").stall());
    for (int i = 0; i < 50; i++) {
      beginAnswered().close();
    }
    assertServerAlone();
  }

  @Test
  void closing_in_a_flood_leaves_no_connection() {
    serve(answer().sse().flood(200));
    for (int i = 0; i < 10; i++) {
      var exchange = beginAnswered();
      readChunk(exchange);
      closeQuickly(exchange);
    }
    assertServerAlone();
  }

  /** What the backend holds is full by then, and whoever fills it waits. */
  @Test
  void closing_in_a_flood_that_nobody_reads_leaves_no_connection() {
    serveNarrowly(answer().sse().flood(200));
    var exchange = beginAnswered();
    Eventually.steady(() -> server().bytesWritten());
    closeQuickly(exchange);
    assertServerAlone();
  }

  @Test
  void closing_while_connecting_leaves_nothing() throws IOException {
    try (var silent =
        new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      var scheme = overTls() ? "https" : "http";
      for (int i = 0; i < 10; i++) {
        begin(request(URI.create(scheme + "://127.0.0.1:" + silent.getLocalPort()))).close();
      }
    }
  }

  // --- once more, and afterwards

  @Test
  void closing_again_does_nothing() {
    serve(answer().sse().event("one").stall());
    var exchange = beginAnswered();
    exchange.close();
    exchange.close();
    assertServerAlone();
    exchange.close();
  }

  @Test
  void a_closed_exchange_gives_no_more_bytes() {
    serve(answer().sse().event("one").event("two").stall());
    var exchange = beginAnswered();
    exchange.close();
    assertThatThrownBy(() -> exchange.read(Long.MAX_VALUE)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> exchange.read(0)).isInstanceOf(IOException.class);
  }

  @Test
  void an_exchange_closed_before_its_head_has_none() {
    serve(answer().stall());
    var exchange = begin();
    exchange.close();
    assertThatThrownBy(() -> exchange.awaitHead(Long.MAX_VALUE)).isInstanceOf(IOException.class);
  }

  @Test
  void closing_keeps_the_interrupt_flag() {
    serve(answer().sse().event("one").stall(), answer().stall());
    var answered = beginAnswered();
    readChunk(answered);
    var unanswered = begin();
    server().takeRequest();
    server().takeRequest();
    Thread.currentThread().interrupt();
    answered.close();
    unanswered.close();
    assertThat(Thread.interrupted()).isTrue();
    assertServerAlone();
  }

  @Test
  void a_chunk_outlives_its_exchange() throws Exception {
    serve(answer().sse().event("mine").stall(), answer().sse().event("another's").stall());
    var exchange = beginAnswered();
    var mine = (Chunk) read(exchange);
    closeQuickly(exchange);
    readChunk(beginAnswered());
    assertThat(new String(take(mine), UTF_8)).isEqualTo("data: mine\n\n");
  }

  // --- what becomes of connections

  @Test
  void bodies_read_to_their_end_share_a_connection() {
    serve(
        answer().sse().event("one").end(),
        answer().status(200).body("two"),
        answer().status(200).chunked().end(),
        answer().status(200).body(""),
        answer().status(200).body("five"));
    for (int i = 0; i < 5; i++) {
      var exchange = beginAnswered();
      readAll(exchange);
      exchange.close();
    }
    assertThat(server().clientConnections()).isEqualTo(1);
    assertThat(server().requests()).hasSize(5);
  }

  @Test
  void closing_one_exchange_leaves_the_others_alone() {
    serve(answer().sse().event("one").awaitPermit().event("two").end());
    var kept = beginAnswered();
    readChunk(kept);
    for (int i = 0; i < 10; i++) {
      beginAnswered().close();
    }
    server().release(11);
    assertThat(readText(kept)).isEqualTo("data: two\n\n");
  }

  // --- the backend

  @Test
  void a_backend_that_is_closed_ends_its_exchanges() {
    serve(
        answer().sse().event("one").stall(),
        answer().stall(),
        answer().sse().flood(200),
        answer().sse().stall());
    var waits = new ArrayList<Call<?>>();
    var body = beginAnswered();
    readChunk(body);
    waits.add(Call.start(() -> body.read(Long.MAX_VALUE)).awaitWaiting());
    server().takeRequest();
    var head = begin();
    server().takeRequest();
    waits.add(Call.start(() -> head.awaitHead(Long.MAX_VALUE)).awaitWaiting());
    var unread = beginAnswered();
    beginAnswered();
    long before = System.nanoTime();
    var closing =
        Call.start(() -> {
          backend().close();
          return true;
        });
    assertThat(closing.result()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    for (var wait : waits) {
      assertThat(wait.failure()).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> unread.read(Long.MAX_VALUE)).isInstanceOf(IOException.class);
    assertServerAlone();
  }

  @Test
  void a_closed_backend_begins_nothing() {
    serve(answer().sse().stall());
    backend().close();
    assertThatThrownBy(this::begin).isInstanceOf(IllegalStateException.class);
    backend().close();
    assertThat(server().connections()).isEmpty();
  }

  @Test
  void closing_at_the_end_is_no_failure() throws Exception {
    serve(answer().sse().event("one").end());
    var exchange = beginAnswered();
    readChunk(exchange);
    assertThat(read(exchange)).isEqualTo(BodyRead.Signal.END);
    exchange.close();
    exchange.close();
  }
}
