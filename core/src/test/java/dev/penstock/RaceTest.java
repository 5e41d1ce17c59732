package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.TransportException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class RaceTest {
  private final Penstock penstock =
      Penstock.builder().options(o -> o.withRetry(RetryPolicy.NONE)).build();

  @AfterEach
  void closeClient() {
    penstock.close();
  }

  /**
   * Requests each of which goes to a backend of its own, so that it is known which answer it gets.
   */
  private static List<StreamRequest> requests(FakeBackend... backends) {
    return Stream.of(backends).map(b -> LineDialect.request().withBackend(b)).toList();
  }

  private static FakeBackend backend(Answer answer) {
    return new FakeBackend().answer(answer);
  }

  private static Answer refused(String message) {
    return new Answer()
        .refuse(new TransportException(TransportException.Phase.CONNECT, message, null));
  }

  @RepeatedTest(20)
  void the_first_event_wins_and_is_still_to_be_read_and_the_others_are_closed() {
    var silent = backend(new Answer().silence());
    var winner = backend(new Answer().sse("text a", "finish stop", "end").end());
    var failing = backend(refused("no"));
    try (var stream = Streams.race(penstock, requests(silent, failing, winner))) {
      assertThat(silent.exchanges).allMatch(FakeBackend.FakeExchange::isClosed);
      assertThat(stream.collect().text()).isEqualTo("a");
    }
  }

  @RepeatedTest(20)
  void of_many_that_are_ready_at_once_one_is_left() {
    var backends =
        IntStream.range(0, 8)
            .mapToObj(i -> backend(new Answer().sse("text " + i).silence()))
            .toArray(FakeBackend[]::new);
    try (var stream = Streams.race(penstock, requests(backends))) {
      assertThat(stream.next()).isInstanceOf(StreamEvent.TextDelta.class);
      var open = Stream.of(backends).filter(b -> b.lent.get() > 0).count();
      assertThat(open).isEqualTo(1);
      assertThat(Stream.of(backends).flatMap(b -> b.exchanges.stream()).filter(e -> !e.isClosed()))
          .hasSize(1);
    }
    assertThat(backends).allMatch(b -> b.lent.get() == 0);
  }

  @Test
  void if_all_fail_the_first_failure_is_thrown_with_the_others_suppressed() {
    var e =
        catchThrowableOfType(
            ConnectionException.class,
            () ->
                Streams.race(
                    penstock,
                    requests(backend(refused("a")), backend(refused("b")), backend(refused("c")))));
    assertThat(e.getSuppressed()).hasSize(2);
  }

  @Test
  void an_interrupt_closes_all() {
    var silent = backend(new Answer().silence());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Streams.race(penstock, requests(silent)))
        .isInstanceOf(StreamInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(silent.exchanges).allMatch(FakeBackend.FakeExchange::isClosed);
  }

  @Test
  void a_race_of_nobody_is_refused() {
    assertThatThrownBy(() -> Streams.race(penstock, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
