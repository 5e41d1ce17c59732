package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers who leave their loop at the finish, and do not ask whether more follows. */
@Timeout(20)
final class ClosingAtTheFinishTest {
  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock = Penstock.builder().backend(backend).build();

  @AfterEach
  void every_chunk_was_given_back() {
    penstock.close();
    assertThat(backend.lent).hasValue(0);
  }

  private EventStream openAndReadToTheFinish(Answer answer) {
    backend.answer(answer);
    var stream = penstock.open(LineDialect.request());
    for (var event : stream) {
      if (event instanceof Finish) {
        break;
      }
      assertThat(stream.metadata().outcome()).isEqualTo(Outcome.OPEN);
    }
    return stream;
  }

  private FakeBackend.FakeExchange exchange() {
    return backend.exchanges.getFirst();
  }

  @Test
  void the_answer_is_complete_and_the_connection_can_be_used_again_if_its_end_is_there() {
    var stream = openAndReadToTheFinish(new Answer().sse("text a", "finish stop", "end").end());
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(backend.lent).hasValue(0);
    stream.close();

    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(stream.hasNext()).isFalse();
    assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
    assertThat(exchange().isReadToItsEnd()).isTrue();
    assertThat(exchange().closings).hasValue(1);
  }

  @Test
  void closing_waits_for_nothing_if_the_end_is_not_there() {
    var waits = new ArrayList<Long>();
    backend.listenToWaits(waits::add);
    var stream = openAndReadToTheFinish(new Answer().sse("finish stop", "end").silence());
    waits.clear();
    stream.close();

    assertThat(waits).containsExactly(0L);
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(exchange().isClosed()).isTrue();
  }

  @Test
  void who_asks_on_waits_a_moment_for_the_end_of_the_body() {
    var waits = new ArrayList<Long>();
    backend.listenToWaits(waits::add);
    var stream = openAndReadToTheFinish(new Answer().sse("finish stop", "end").timeFlies());
    waits.clear();

    assertThat(stream.hasNext()).isFalse();
    assertThat(waits)
        .singleElement()
        .satisfies(nanos -> assertThat(nanos).isBetween(1L, Duration.ofMillis(50).toNanos()));
    assertThat(exchange().isClosed()).isTrue();
    stream.close();
    assertThat(exchange().closings).hasValue(1);
  }

  @Test
  void what_little_follows_is_read_and_given_back() {
    var padding = ": " + "x".repeat(8_000) + "\n";
    var stream =
        openAndReadToTheFinish(
            new Answer().sse("finish stop", "end").bytes(padding).bytes(padding).end());

    assertThat(stream.hasNext()).isFalse();
    assertThat(exchange().isReadToItsEnd()).isTrue();
    assertThat(backend.lent).hasValue(0);
  }

  @Test
  void what_is_more_than_little_is_left() {
    var much = ": " + "x".repeat(16_384) + "\n";
    var stream =
        openAndReadToTheFinish(new Answer().sse("finish stop", "end").bytes(much).bytes(":").end());

    assertThat(stream.hasNext()).isFalse();
    assertThat(exchange().isReadToItsEnd()).isFalse();
    assertThat(exchange().isClosed()).isTrue();
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void an_interrupt_while_the_end_is_awaited_is_kept_and_changes_nothing() {
    var reader = Thread.currentThread();
    var stream =
        openAndReadToTheFinish(new Answer().sse("finish stop", "end").run(reader::interrupt));

    assertThat(stream.hasNext()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(exchange().isClosed()).isTrue();
  }

  @Test
  void everything_that_came_with_the_finish_is_delivered_before_it() {
    var stream = openAndReadToTheFinish(new Answer().sse("text a\nfinish stop\nend\ntext b").end());
    assertThat(stream.completion().text()).isEqualTo("a");
    assertThat(stream.hasNext()).isFalse();
  }

  @Test
  void nothing_follows_the_finish_even_if_all_that_is_unknown_is_wanted() {
    backend.answer(new Answer().sse("finish stop\nend\nwhat").end());
    try (var stream =
        penstock.open(
            LineDialect.request().withOptions(options -> options.withUnknownEvents(true)))) {
      assertThat(stream.next()).isInstanceOf(Finish.class);
      assertThat(stream.hasNext()).isFalse();
    }
  }

  /** Nothing in server-sent events as such says which one is the last. */
  @Test
  void plain_events_are_complete_when_the_end_of_the_body_was_read() {
    backend.answer(new Answer().sse("a").end());
    var events = penstock.openEvents(LineDialect.request());
    assertThat(events.next().data()).isEqualTo("a");
    assertThat(events.metadata().outcome()).isEqualTo(Outcome.OPEN);
    assertThat(events.hasNext()).isFalse();
    assertThat(events.metadata().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(exchange().isClosed()).isTrue();
    events.close();
    assertThat(exchange().closings).hasValue(1);
  }

  @Test
  void closing_before_the_finish_was_taken_is_a_cancellation() {
    backend.answer(new Answer().sse("text a\nfinish stop\nend").end());
    var stream = penstock.open(LineDialect.request());
    assertThat(stream.next()).isEqualTo(new TextDelta("a"));
    assertThat(stream.hasNext()).isTrue();
    stream.close();
    assertThat(stream.metadata().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(exchange().isReadToItsEnd()).isFalse();
  }
}
