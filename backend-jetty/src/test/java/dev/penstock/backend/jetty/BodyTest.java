package dev.penstock.backend.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.TransportException;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BodyTest {
  private final ManualSource source = new ManualSource();
  private boolean requestSent = true;
  private final Body body = new Body(source, new Waiter(), () -> requestSent);

  @AfterEach
  void every_chunk_is_released() {
    assertThat(source.held()).isZero();
  }

  private static String text(@Nullable BodyRead read) {
    return read instanceof Chunk chunk
        ? UTF_8.decode(chunk.bytes()).toString()
        : String.valueOf(read);
  }

  @Test
  void nothing_is_asked_for_before_somebody_reads() {
    assertThat(source.demands()).isZero();
    assertThat(source.reads()).isZero();
  }

  @Test
  void one_chunk_is_read_a_demand() throws Exception {
    source.inline().bytes("one", false).bytes("two", true);
    assertThat(text(body.poll())).isEqualTo("one");
    assertThat(source.reads()).isEqualTo(1);
    assertThat(source.held()).as("still Jetty's").isEqualTo(1);
    assertThat(text(body.poll())).isEqualTo("two");
  }

  @Test
  void a_callback_may_come_before_the_demand_returns() throws Exception {
    source.inline().bytes("one", true);
    assertThat(text(body.poll())).isEqualTo("one");
  }

  /** The essence of a wait that ran out of time. */
  @Test
  void a_demand_that_is_out_is_not_made_again() throws Exception {
    assertThat(body.poll()).isNull();
    assertThat(body.poll()).isNull();
    assertThat(body.poll()).isNull();
    assertThat(source.demands()).isEqualTo(1);
    source.bytes("late", true).callBack();
    assertThat(text(body.poll())).isEqualTo("late");
  }

  @Test
  void nothing_is_asked_for_while_bytes_wait_for_the_reader() throws Exception {
    assertThat(body.poll()).isNull();
    source.bytes("one", false).bytes("two", true).callBack();
    assertThat(source.isAsked()).isFalse();
    assertThat(source.reads()).isEqualTo(1);
    assertThat(text(body.poll())).isEqualTo("one");
    assertThat(source.isAsked()).as("asked for the next, which nobody waits for").isFalse();
    assertThat(body.poll()).isNull();
    source.callBack();
    assertThat(text(body.poll())).isEqualTo("two");
  }

  @Test
  void a_spurious_callback_asks_again() throws Exception {
    assertThat(body.poll()).isNull();
    source.callBack();
    source.callBack();
    assertThat(source.demands()).isEqualTo(3);
    assertThat(body.poll()).isNull();
    source.bytes("one", true).callBack();
    assertThat(text(body.poll())).isEqualTo("one");
  }

  @Test
  void a_chunk_without_bytes_is_passed_over() throws Exception {
    source.inline().bytes("", false).bytes("", false).bytes("one", true);
    assertThat(text(body.poll())).isEqualTo("one");
    assertThat(source.releases()).isEqualTo(3);
  }

  @Test
  void an_end_without_bytes_ends() throws Exception {
    source.inline().bytes("one", false).chunk(Content.Chunk.EOF);
    assertThat(text(body.poll())).isEqualTo("one");
    assertThat(body.poll()).isNull();
    body.exchangeOver(null);
    assertThat(body.poll()).isEqualTo(BodyRead.Signal.END);
    assertThat(body.poll()).isEqualTo(BodyRead.Signal.END);
    assertThat(source.demands()).isEqualTo(2);
    assertThat(body.isOver()).isTrue();
  }

  /** Else the next stream would find the connection not yet back in its pool. */
  @Test
  void the_end_is_told_when_the_exchange_is_over() throws Exception {
    source.inline().bytes("one", true);
    assertThat(text(body.poll())).isEqualTo("one");
    assertThat(body.poll()).isNull();
    body.exchangeOver(null);
    assertThat(body.poll()).isEqualTo(BodyRead.Signal.END);
    assertThat(source.demands()).isEqualTo(1);
  }

  /** A server may answer without reading the request, and never read it. */
  @Test
  void the_end_does_not_wait_long_for_a_request_that_is_still_being_sent() throws Exception {
    requestSent = false;
    source.inline().bytes("one", true);
    assertThat(text(body.poll())).isEqualTo("one");
    var left = body.untilEndIsTold();
    assertThat(left).isLessThanOrEqualTo(Duration.ofMillis(100).toNanos());
    await().untilAsserted(() -> assertThat(body.poll()).isEqualTo(BodyRead.Signal.END));
    assertThat(body.isOver()).as("the request is still to be aborted").isFalse();
  }

  @Test
  void bytes_come_before_an_end_that_is_already_known() throws Exception {
    assertThat(body.poll()).isNull();
    source.bytes("one", true).callBack();
    body.exchangeOver(null);
    assertThat(text(body.poll())).isEqualTo("one");
    assertThat(body.poll()).isEqualTo(BodyRead.Signal.END);
  }

  @Test
  void a_failure_is_told_after_the_bytes_before_it() throws Exception {
    assertThat(body.poll()).isNull();
    source.bytes("one", false).callBack();
    body.exchangeOver(new IOException("broken"));
    assertThat(text(body.poll())).isEqualTo("one");
    assertThatThrownBy(body::poll)
        .isInstanceOf(TransportException.class)
        .hasRootCauseMessage("broken");
    assertThatThrownBy(body::poll).isInstanceOf(TransportException.class);
  }

  @Test
  void a_last_failure_breaks_the_body_off() {
    source.inline().chunk(Content.Chunk.from(new IOException("broken"), true));
    assertThatThrownBy(body::poll)
        .isInstanceOf(TransportException.class)
        .hasRootCauseMessage("broken");
    assertThat(source.failures()).isEmpty();
  }

  @Test
  void a_failure_that_is_not_last_fails_the_source() {
    var transientFailure = new IOException("a hole");
    source.inline().chunk(Content.Chunk.from(transientFailure, false)).bytes("after it", true);
    assertThatThrownBy(body::poll).isInstanceOf(TransportException.class);
    assertThat(source.failures()).containsExactly(transientFailure);
    assertThatThrownBy(body::poll).isInstanceOf(TransportException.class);
    assertThat(source.reads()).isEqualTo(1);
    source.discard();
  }

  @Test
  void an_abandoned_demand_reads_nothing() throws Exception {
    assertThat(body.poll()).isNull();
    body.abandon();
    source.callBack();
    assertThat(source.reads()).isZero();
    assertThat(source.isAsked()).isFalse();
  }

  @Test
  void the_bytes_are_the_readers_own() throws Exception {
    var pooled = new byte[] {'o', 'n', 'e'};
    source
        .inline()
        .chunk(
            Content.Chunk.from(
                java.nio.ByteBuffer.wrap(pooled),
                true,
                () -> java.util.Arrays.fill(pooled, (byte) 'x')));
    assertThat(text(body.poll())).isEqualTo("one");
  }
}
