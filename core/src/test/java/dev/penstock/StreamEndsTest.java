package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.UsageUpdate;
import dev.penstock.framing.Framing;
import dev.penstock.spi.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class StreamEndsTest {
  private static final Finish STOP = new Finish(FinishReason.STOP, "stop");

  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock =
      Penstock.builder().backend(backend).options(o -> o.withRetry(RetryPolicy.NONE)).build();

  @AfterEach
  void every_chunk_was_given_back_and_every_exchange_closed() {
    penstock.close();
    assertThat(backend.lent).hasValue(0);
    assertThat(backend.exchanges).allMatch(FakeBackend.FakeExchange::isClosed);
  }

  private EventStream open(Answer answer) {
    return open(answer, UnaryOperator.identity());
  }

  private EventStream open(Answer answer, UnaryOperator<StreamOptions> options) {
    backend.answer(answer);
    return penstock.open(LineDialect.request().withOptions(options));
  }

  private static List<StreamEvent> drain(EventStream stream) {
    var events = new ArrayList<StreamEvent>();
    stream.forEachRemaining(events::add);
    return events;
  }

  /** Reads to the failure; what came before it is put into the list. */
  private static <E extends StreamException> E failure(
      EventStream stream, List<StreamEvent> events, Class<E> type) {
    return catchThrowableOfType(type, () -> stream.forEachRemaining(events::add));
  }

  @Test
  void the_finish_is_the_last_event_and_the_only_one() {
    try (var stream =
        open(new Answer().sse("text a", "finish stop", "usage 5", "text b", "end").end())) {
      assertThat(drain(stream))
          .containsExactly(
              new TextDelta("a"),
              new UsageUpdate(new Usage(1, 5, Usage.UNKNOWN, Usage.UNKNOWN)),
              new TextDelta("b"),
              STOP);
      assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
    }
  }

  @Test
  void a_terminal_mark_ends_the_stream_with_the_connection_held_open() {
    try (var stream = open(new Answer().sse("text a", "finish stop", "end").silence())) {
      assertThat(drain(stream)).containsExactly(new TextDelta("a"), STOP);
    }
  }

  @Test
  void a_terminal_mark_does_not_overwrite_a_reason_and_the_last_reason_stands() {
    try (var stream = open(new Answer().sse("finish stop", "finish length\nend").end())) {
      assertThat(drain(stream)).containsExactly(new Finish(FinishReason.LENGTH, "length"));
    }
  }

  @Test
  void a_terminal_mark_without_a_reason_is_a_finish_of_unknown_reason() {
    try (var stream = open(new Answer().sse("text a", "end").end())) {
      assertThat(drain(stream)).endsWith(new Finish(FinishReason.UNKNOWN, null));
    }
  }

  @Test
  void a_clean_end_after_a_reason_is_complete() {
    try (var stream = open(new Answer().sse("text a", "finish stop").end())) {
      assertThat(drain(stream)).containsExactly(new TextDelta("a"), STOP);
    }
  }

  @Test
  void silence_after_a_reason_is_complete_once_the_linger_is_over() {
    try (var stream =
        open(
            new Answer().sse("text a", "finish stop").silence(),
            o -> o.withTimeouts(o.timeouts().withLinger(Duration.ofMillis(20))))) {
      assertThat(drain(stream)).containsExactly(new TextDelta("a"), STOP);
      assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
    }
  }

  @Test
  void a_last_line_needs_no_line_end() {
    backend.answer(new Answer().bytes("text a\nfinish stop").end());
    var lines = new Dialect("lines", Framing.ndjson(), limits -> new LineDialect());
    try (var stream = penstock.open(LineDialect.request().withDialect(lines))) {
      assertThat(stream.collect().finishReason()).isEqualTo(FinishReason.STOP);
    }
  }

  @Test
  void a_clean_end_without_reason_or_mark_is_incomplete_and_keeps_what_there_was() {
    var events = new ArrayList<StreamEvent>();
    try (var stream = open(new Answer().sse("text a", "tool {\"x\":", "text b").end())) {
      var e = failure(stream, events, IncompleteStreamException.class);

      assertThat(events).hasSize(3);
      assertThat(e.partial().text()).isEqualTo("ab");
      assertThat(e.partial().toolCalls())
          .containsExactly(
              new ToolCall(0, "call", "tool", "{\"x\":", ToolCall.ArgumentsState.INVALID));
      assertThat(e.metadata().outcome()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(e.retryable()).isTrue();
      assertThatThrownBy(stream::hasNext).isSameAs(e);
    }
  }

  @Test
  void an_empty_body_is_incomplete() {
    try (var stream = open(new Answer().end())) {
      assertThatThrownBy(stream::hasNext)
          .isInstanceOf(IncompleteStreamException.class)
          .hasMessageContaining("no body");
    }
  }

  @Test
  void a_transport_error_comes_after_the_events_before_it_even_after_a_reason() {
    var events = new ArrayList<StreamEvent>();
    var reset =
        new TransportException(TransportException.Phase.BODY, "the connection was reset", null);
    try (var stream = open(new Answer().sse("text a\ntext b\nfinish stop").fail(reset))) {
      var e = failure(stream, events, ConnectionException.class);

      assertThat(events).containsExactly(new TextDelta("a"), new TextDelta("b"));
      assertThat(e).hasCause(reset).hasMessage("the connection was reset");
      assertThat(e.partial().rawFinishReason()).isEqualTo("stop");
    }
  }

  @Test
  void an_error_in_the_stream_comes_after_all_that_its_frame_gives() {
    var events = new ArrayList<StreamEvent>();
    try (var stream =
        open(new Answer().sse("text a", "error full\ntext b\nfinish length").sse("text never"))) {
      var e = failure(stream, events, ProviderErrorException.class);

      assertThat(events).containsExactly(new TextDelta("a"), new TextDelta("b"));
      assertThat(e.error()).isEqualTo(new ProviderError("type_full", "code", "full", false));
      assertThat(e.partial().finishReason()).isEqualTo(FinishReason.LENGTH);
      assertThat(e.metadata().outcome()).isEqualTo(Outcome.FAILED);
    }
  }

  @Test
  void a_reason_that_means_an_error_fails_the_stream() {
    try (var stream = open(new Answer().sse("text a", "finish error", "end"))) {
      var e = failure(stream, new ArrayList<>(), ProviderErrorException.class);
      assertThat(e.partial().rawFinishReason()).isEqualTo("error");
    }
  }

  @Test
  void a_frame_that_breaks_the_normalizer_is_malformed_and_says_where() {
    var events = new ArrayList<StreamEvent>();
    try (var stream = open(new Answer().sse("text a", "text b\nbroken"))) {
      var e = failure(stream, events, MalformedStreamException.class);

      assertThat(events).containsExactly(new TextDelta("a"), new TextDelta("b"));
      assertThat(e.offset()).isEqualTo("data: text a\n\n".length());
      assertThat(e).hasMessageContaining("byte 14").hasMessageContaining("no such word");
    }
  }

  @Test
  void a_frame_over_the_limit_names_the_limit() {
    try (var stream =
        open(
            new Answer().sse("text a", "text " + "b".repeat(200)),
            o -> o.withLimits(o.limits().withMaxFrameBytes(100)))) {
      var e = failure(stream, new ArrayList<>(), LimitExceededException.class);
      assertThat(e.limit()).isEqualTo("maxFrameBytes");
      assertThat(e).hasMessageContaining("Limits.maxFrameBytes");
    }
  }

  @Test
  void closing_early_ends_the_stream_as_cancelled_and_later_reads_say_so() {
    var stream = open(new Answer().sse("text a", "text b").silence());
    assertThat(stream.next()).isEqualTo(new TextDelta("a"));
    stream.close();
    stream.close();

    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(stream.completion().text()).isEqualTo("a");
    assertThatThrownBy(stream::hasNext).isInstanceOf(StreamCancelledException.class);
    assertThatThrownBy(stream::next).isInstanceOf(StreamCancelledException.class);
  }

  @Test
  void closing_after_the_end_changes_nothing() {
    var stream = open(new Answer().sse("text a", "finish stop", "end").end());
    drain(stream);
    stream.close();
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(stream.hasNext()).isFalse();
    assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void closing_inside_the_loop_is_a_cancellation() {
    var stream = open(new Answer().sse("text a", "text b").silence());
    assertThatThrownBy(
            () -> {
              for (var ignored : stream) {
                stream.close();
              }
            })
        .isInstanceOf(StreamCancelledException.class);
  }

  @Test
  void an_interrupt_ends_the_stream_without_reading_and_keeps_the_flag() {
    var stream = open(new Answer().sse("text a", "text b").silence());
    assertThat(stream.hasNext()).isTrue();
    int reads = backend.exchanges.getFirst().reads.get();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(stream::next).isInstanceOf(StreamInterruptedException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(backend.exchanges.getFirst().reads).hasValue(reads);
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void nothing_is_read_that_nobody_asked_for() {
    try (var stream = open(new Answer().sse("text a", "text b", "text c").silence())) {
      var reads = backend.exchanges.getFirst().reads;
      assertThat(reads).hasValue(0);
      stream.next();
      assertThat(reads).hasValue(1);
      stream.next();
      assertThat(reads).hasValue(2);
    }
  }

  @Test
  void a_poll_gives_an_event_nothing_yet_or_the_end() {
    var answer = new Answer().sse("text a").silence();
    try (var stream = open(answer)) {
      assertThat(stream.poll(Duration.ofSeconds(5)))
          .isEqualTo(new Polled.Item<>(new TextDelta("a")));
      assertThat(stream.poll(Duration.ofMillis(5))).isEqualTo(new Polled.NothingYet<StreamEvent>());
      assertThat(stream.poll(Duration.ZERO)).isEqualTo(new Polled.NothingYet<StreamEvent>());
    }
    try (var stream = open(new Answer().sse("finish stop", "end").end())) {
      assertThat(stream.poll(Duration.ofSeconds(5))).isEqualTo(new Polled.Item<>(STOP));
      assertThat(stream.poll(Duration.ofSeconds(5))).isEqualTo(new Polled.End<StreamEvent>());
    }
  }

  @Test
  void the_idle_clock_counts_the_waits_of_several_polls() {
    try (var stream =
        open(
            new Answer().sse("text a").silence(),
            o -> o.withTimeouts(o.timeouts().withIdle(Duration.ofMillis(30))))) {
      stream.next();
      var e =
          catchThrowableOfType(
              StreamTimeoutException.class,
              () -> {
                for (int i = 0; i < 1000; i++) {
                  stream.poll(Duration.ofMillis(2));
                }
              });
      assertThat(e.clock()).isEqualTo(StreamTimeoutException.Clock.IDLE);
      assertThat(e).hasMessageContaining("30 ms").hasMessageContaining("Timeouts.idle");
      assertThat(e.metadata().events()).isEqualTo(1);
    }
  }

  @Test
  void a_stream_of_pings_alone_is_stalled() {
    var answer = new Answer().sse("text a");
    for (int i = 0; i < 40; i++) {
      answer
          .run(() -> java.util.concurrent.locks.LockSupport.parkNanos(2_000_000))
          .bytes(": ping\n\n");
    }
    try (var stream =
        open(answer, o -> o.withTimeouts(o.timeouts().withStalled(Duration.ofMillis(20))))) {
      stream.next();
      var e = failure(stream, new ArrayList<>(), StreamTimeoutException.class);
      assertThat(e.clock()).isEqualTo(StreamTimeoutException.Clock.STALLED);
    }
  }

  @Test
  void an_event_gives_the_server_all_its_time_again() {
    var limit = Duration.ofSeconds(30);
    var longEnough = Duration.ofSeconds(20);
    var answer = new Answer().sse("text a").timePasses().sse("text b").timePasses().sse("text c");
    try (var stream =
        open(answer, o -> o.withTimeouts(o.timeouts().withIdle(limit).withStalled(limit)))) {
      assertThat(stream.next()).isEqualTo(new TextDelta("a"));
      for (var text : List.of("b", "c")) {
        assertThat(stream.poll(longEnough)).isEqualTo(new Polled.NothingYet<StreamEvent>());
        assertThat(stream.poll(longEnough)).isEqualTo(new Polled.Item<>(new TextDelta(text)));
      }
    }
  }

  @Test
  void plain_events_that_fail_have_no_completion() {
    backend.answer(new Answer().sse("a").fail(new IOException("lost")));
    try (var events = penstock.openEvents(LineDialect.request())) {
      assertThat(events.next().data()).isEqualTo("a");
      var e = catchThrowableOfType(ConnectionException.class, events::hasNext);
      assertThat(e.partial()).isEqualTo(Completion.EMPTY);
      assertThat(events.toString()).isEqualTo("stream FAILED, 1 events, 9 bytes");
    }
  }

  @Test
  void closing_a_java_stream_closes_what_it_came_from() {
    var stream = open(new Answer().sse("text a", "text b").silence());
    try (var items = stream.stream()) {
      assertThat(items.findFirst()).contains(new TextDelta("a"));
    }
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void a_stream_is_iterated_once() {
    try (var stream = open(new Answer().sse("finish stop", "end").end())) {
      assertThat(stream.iterator()).isSameAs(stream);
      assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void collecting_gives_the_whole_answer_even_if_nothing_was_to_be_kept() {
    var stream =
        open(
            new Answer().sse("text a", "text b", "usage 3", "finish stop", "end").end(),
            o -> o.withKeepPartial(false));
    var completion = stream.collect();
    assertThat(completion.text()).isEqualTo("ab");
    assertThat(completion.usage().outputTokens()).isEqualTo(3);
    assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void closing_the_client_cancels_its_streams() {
    var stream = open(new Answer().sse("text a").silence());
    penstock.close();
    assertThatThrownBy(stream::hasNext).isInstanceOf(StreamCancelledException.class);
    assertThatThrownBy(() -> penstock.open(LineDialect.request()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void unknown_frames_are_delivered_on_request_only() {
    try (var stream = open(new Answer().sse("what", "finish stop", "end"))) {
      assertThat(drain(stream)).containsExactly(STOP);
    }
    try (var stream =
        open(new Answer().sse("what", "finish stop", "end"), o -> o.withUnknownEvents(true))) {
      assertThat(drain(stream)).containsExactly(new StreamEvent.Unknown("what"), STOP);
    }
  }
}
