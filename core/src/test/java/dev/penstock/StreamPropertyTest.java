package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.penstock.StreamCase.Disturbance;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The laws of a stream's end over generated streams with all kinds of trouble, read in all ways.
 *
 * <p>The system properties {@code penstock.streams.runs} and {@code penstock.streams.seed} make it
 * longer and other.
 */
@Timeout(value = 24, unit = java.util.concurrent.TimeUnit.HOURS)
final class StreamPropertyTest {
  private static final int RUNS = Integer.getInteger("penstock.streams.runs", 40_000);
  private static final long SEED = Long.getLong("penstock.streams.seed", 42);

  /** A way of reading a stream to its end; collecting shows no single event. */
  private enum Way {
    HAS_NEXT,
    NEXT,
    POLL,
    LOOP,
    FOR_EACH,
    STREAM,
    COLLECT
  }

  private static final List<Way> WAYS = List.of(Way.values());

  private final Penstock penstock = Penstock.create();

  @AfterEach
  void closeClient() {
    penstock.close();
  }

  @Test
  void every_stream_ends_once_after_the_events_before_its_end_and_leaves_nothing()
      throws Exception {
    var seeds = new SplittableRandom(SEED);
    for (int run = 0; run < RUNS; run++) {
      long seed = seeds.nextLong();
      try {
        new Run(new SplittableRandom(seed)).check();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("the stream of seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** One stream, from opening to closing. */
  private final class Run {
    private final StreamCase that;
    private final Way way;
    private final Duration poll;
    private final Cancellation cancellation = Cancellation.create();
    private final List<StreamEvent> delivered = new ArrayList<>();
    private final List<StreamMetadata> endings = new CopyOnWriteArrayList<>();
    private @Nullable EventStream stream;
    private @Nullable Throwable end;
    private @Nullable Completion collected;
    private int heardAfterEnd;
    private boolean interrupted;

    Run(SplittableRandom random) {
      that = new StreamCase(random);
      way = WAYS.get(random.nextInt(WAYS.size()));
      poll = Duration.ofMillis(random.nextInt(40));
      that.whenWaiting =
          () -> {
            switch (that.disturbance) {
              case CLOSE_WAITING -> stream().close();
              case CANCEL_WAITING -> cancellation.cancel();
              case INTERRUPT_WAITING -> interrupt();
              case NONE, CLOSE, INTERRUPT, CLOSE_ANY_TIME -> {}
            }
          };
    }

    private void interrupt() {
      interrupted = true;
      Thread.currentThread().interrupt();
    }

    private EventStream stream() {
      var current = stream;
      if (current == null) {
        throw new AssertionError("not open");
      }
      return current;
    }

    void check() throws InterruptedException {
      var request =
          LineDialect.request()
              .withBackend(that.backend)
              .withCancellation(cancellation)
              .withOptions(that.options())
              .withOptions(options -> options.withListener(new Hearing()));
      try {
        stream = penstock.open(request);
      } catch (StreamException e) {
        end = e;
      }
      var opened = stream;
      if (opened != null) {
        var closer = closer(opened);
        end = catchThrowable(() -> read(opened));
        if (closer != null) {
          closer.join();
        }
        checkEnd(opened);
      } else {
        assertThat(end).isInstanceOf(that.last().failure);
      }
      boolean flagged = Thread.interrupted();
      assertThat(flagged).as("the flag is kept").isEqualTo(interrupted);
      checkNothingLeft();
    }

    private @Nullable Thread closer(EventStream opened) {
      if (that.disturbance != Disturbance.CLOSE_ANY_TIME) {
        return null;
      }
      int spins = that.disturbedAfter * 50;
      return Thread.ofVirtual()
          .start(() -> {
            for (int i = 0; i < spins; i++) {
              Thread.onSpinWait();
            }
            opened.close();
          });
    }

    private void read(EventStream opened) {
      if (way != Way.COLLECT) {
        disturb();
      }
      switch (way) {
        case HAS_NEXT -> {
          while (opened.hasNext()) {
            assertThat(opened.hasNext()).as("asked twice").isTrue();
            take(opened.next());
          }
        }
        case NEXT -> readByNext(opened);
        case POLL -> {
          Polled<StreamEvent> polled;
          do {
            polled = opened.poll(poll);
            if (polled instanceof Polled.Item<StreamEvent>(var event)) {
              take(event);
            }
          } while (!(polled instanceof Polled.End));
        }
        case LOOP -> {
          for (var event : opened) {
            take(event);
          }
        }
        case FOR_EACH -> opened.forEachRemaining(this::take);
        case STREAM -> opened.stream().forEach(this::take);
        case COLLECT -> collected = opened.collect();
      }
    }

    private void readByNext(EventStream opened) {
      while (true) {
        StreamEvent event;
        try {
          event = opened.next();
        } catch (NoSuchElementException e) {
          return;
        }
        take(event);
      }
    }

    private void take(StreamEvent event) {
      delivered.add(event);
      disturb();
    }

    private void disturb() {
      if (delivered.size() == that.disturbedAfter) {
        switch (that.disturbance) {
          case CLOSE -> stream().close();
          case INTERRUPT -> interrupt();
          case NONE, CLOSE_WAITING, CANCEL_WAITING, INTERRUPT_WAITING, CLOSE_ANY_TIME -> {}
        }
      }
    }

    private void checkEnd(EventStream opened) {
      var failure = expectedFailure();
      if (failure == null) {
        assertThat(end).isNull();
      } else {
        assertThat(end).isInstanceOf(failure);
      }
      if (way == Way.COLLECT) {
        delivered.addAll(
            that.disturbance == Disturbance.CLOSE_ANY_TIME
                ? that.expected().subList(0, (int) opened.metadata().events())
                : that.expected());
      } else if (that.disturbance == Disturbance.CLOSE_ANY_TIME) {
        assertThat(delivered).isEqualTo(that.expected().subList(0, delivered.size()));
      } else if (disturbedByReader()) {
        assertThat(delivered).isEqualTo(that.expected().subList(0, that.disturbedAfter));
      } else {
        assertThat(delivered).isEqualTo(that.expected());
      }
      for (int i = 0; i < 2; i++) {
        checkRepeated(opened, EventStream::hasNext, false);
        checkRepeated(opened, each -> each.poll(poll), new Polled.End<StreamEvent>());
        if (end == null) {
          assertThat(catchThrowable(opened::next)).isInstanceOf(NoSuchElementException.class);
        } else {
          assertThat(catchThrowable(opened::next)).isSameAs(end);
        }
        opened.close();
      }
      checkKept(opened.completion());
      if (end instanceof StreamException e) {
        checkKept(e.partial());
        assertThat(e.metadata().outcome()).isEqualTo(opened.metadata().outcome());
        assertThat(e.metadata().events()).isEqualTo(delivered.size());
      }
      if (collected != null) {
        checkKept(collected);
        assertThat(collected.finishReason()).isEqualTo(that.last().reason);
      }
      assertThat(opened.awaitMetadata(Duration.ZERO)).isEqualTo(opened.metadata());
      assertThat(opened.metadata().events()).isEqualTo(delivered.size());
    }

    private boolean disturbedByReader() {
      return way != Way.COLLECT
          && (that.disturbance == Disturbance.CLOSE || that.disturbance == Disturbance.INTERRUPT);
    }

    private @Nullable Class<? extends StreamException> expectedFailure() {
      if (disturbedByReader()) {
        if (that.last().failure == null && that.disturbedAfter == that.expected().size()) {
          // With its last event, the finish, a stream is complete.
          return null;
        }
        return that.disturbance == Disturbance.CLOSE
            ? StreamCancelledException.class
            : StreamInterruptedException.class;
      }
      return that.disturbance == Disturbance.CLOSE_ANY_TIME
              && stream().metadata().outcome() == Outcome.CANCELLED
          ? StreamCancelledException.class
          : that.last().failure;
    }

    private <T> void checkRepeated(EventStream opened, Function<EventStream, T> call, T atEnd) {
      if (end == null) {
        assertThat(call.apply(opened)).isEqualTo(atEnd);
      } else {
        assertThatThrownBy(() -> call.apply(opened)).isSameAs(end);
      }
    }

    /** What is kept is what was delivered, put together by hand. */
    private void checkKept(Completion kept) {
      var text = new StringBuilder();
      var thinking = new StringBuilder();
      var arguments = new StringBuilder();
      for (var event : delivered) {
        switch (event) {
          case TextDelta(var more) -> text.append(more);
          case ThinkingDelta(var more) -> thinking.append(more);
          case ToolCallDelta delta -> arguments.append(delta.arguments());
          default -> {}
        }
      }
      assertThat(kept.text()).isEqualTo(text.toString());
      assertThat(kept.thinking()).isEqualTo(thinking.toString());
      assertThat(kept.toolCalls().stream().map(ToolCall::arguments).toList())
          .isEqualTo(
              delivered.stream().anyMatch(ToolCallDelta.class::isInstance)
                  ? List.of(arguments.toString())
                  : List.of());
      assertThat(kept.cut()).isFalse();
    }

    private void checkNothingLeft() {
      assertThat(that.backend.lent).as("chunks that were not given back").hasValue(0);
      assertThat(that.backend.exchanges)
          .as("exchanges, each closed once")
          .allMatch(exchange -> exchange.closings.get() == 1);
      assertThat(cancellation.calls()).isZero();
      assertThat(endings).as("ends that the listener was told").hasSize(1);
      assertThat(heardAfterEnd).isZero();
      if (stream != null && that.disturbance != Disturbance.CLOSE_ANY_TIME) {
        if (disturbedByReader()) {
          // Perhaps before it read what is tried again.
          assertThat(that.backend.requests).hasSizeLessThanOrEqualTo(that.attempts.size());
        } else {
          assertThat(that.backend.requests).hasSize(that.attempts.size());
        }
        assertThat(endings.getFirst()).isEqualTo(stream.metadata());
      } else if (end instanceof StreamException e) {
        assertThat(endings.getFirst().outcome()).isEqualTo(e.metadata().outcome());
      }
    }

    private final class Hearing implements StreamListener {
      @Override
      public void requestStarted(long number, StreamRequest request, int attempt) {
        heardAfterEnd += endings.size();
      }

      @Override
      public void firstEvent(long number, StreamMetadata metadata) {
        heardAfterEnd += endings.size();
      }

      @Override
      public void retry(long number, int attempt, Duration delay, String reason) {
        heardAfterEnd += endings.size();
      }

      @Override
      public void ended(long number, StreamMetadata metadata) {
        endings.add(metadata);
      }
    }
  }
}
