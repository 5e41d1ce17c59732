package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.TransportException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Once a stream has ended, nothing changes how. */
@Timeout(20)
final class EndStandsTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(2, Duration.ofNanos(1), Duration.ofNanos(1), Duration.ZERO);

  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock =
      Penstock.builder().backend(backend).options(o -> o.withRetry(QUICK)).build();

  @AfterEach
  void nothing_is_left() {
    penstock.close();
    assertThat(backend.lent).hasValue(0);
    assertThat(backend.exchanges).allMatch(exchange -> exchange.closings.get() == 1);
  }

  private EventStream open(Answer answer) {
    return penstock.open(LineDialect.request().withBackend(backend.answer(answer)));
  }

  @Test
  void an_interrupt_after_a_complete_answer_leaves_it_complete() {
    var stream = open(new Answer().sse("finish stop", "end").end());
    stream.forEachRemaining(event -> {});
    Thread.currentThread().interrupt();
    try {
      assertThat(stream.hasNext()).isFalse();
      assertThat(stream.awaitMetadata(Duration.ofSeconds(1)).outcome())
          .isEqualTo(Outcome.COMPLETED);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void what_breaks_behind_the_terminal_mark_of_a_frame_does_not_spoil_the_answer() {
    var stream = open(new Answer().sse("text a\nfinish stop\nend\nbroken").end());
    assertThat(stream.collect().text()).isEqualTo("a");
  }

  @Test
  void what_breaks_behind_a_providers_error_does_not_hide_it() {
    var stream = open(new Answer().sse("text a\nerror full\nbroken").end());
    var e = catchThrowableOfType(ProviderErrorException.class, stream::collect);
    assertThat(e.error().message()).isEqualTo("full");
  }

  @Test
  void what_an_attempt_said_that_did_not_stand_is_not_told_of_the_next() {
    backend.answer(new Answer().sse("finish stop\nerror busy"));
    var stream = open(new Answer().sse("text a").end());
    var e = catchThrowableOfType(IncompleteStreamException.class, stream::collect);
    assertThat(e.partial().finishReason()).isNull();
    assertThat(e.metadata().attempts()).isEqualTo(2);
  }

  @Test
  void a_retry_may_be_tried_again_if_no_byte_of_its_own_body_came() {
    backend.answer(new Answer().sse("error busy"));
    backend.answer(
        new Answer().fail(new TransportException(TransportException.Phase.BODY, "lost", null)));
    var stream = open(new Answer().sse("text a", "finish stop", "end").end());
    assertThat(stream.collect().text()).isEqualTo("a");
    assertThat(stream.metadata().attempts()).isEqualTo(3);
  }

  @Test
  void closing_a_client_gives_back_the_chunks_of_streams_that_nobody_reads_any_more() {
    var stream = open(new Answer().sse("text a").silence());
    stream.next();
    assertThat(backend.lent).hasValue(1);
    penstock.close();
    assertThat(backend.lent).hasValue(0);
  }
}
