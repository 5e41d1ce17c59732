package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.FakeBackend.Answer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream that nobody holds any more. */
@Timeout(60)
final class DroppedTest {
  /** Held, as the log holds it weakly. */
  private static final Logger LOGGER = Logger.getLogger("dev.penstock");

  private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock = Penstock.builder().backend(backend).build();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
    penstock.close();
  }

  private FakeBackend.FakeExchange exchange() {
    return backend.exchanges.getFirst();
  }

  /** Reads one event and drops the stream. */
  private WeakReference<EventStream> read(Answer answer) {
    backend.answer(answer);
    var stream = penstock.open(LineDialect.request());
    stream.next();
    return new WeakReference<>(stream);
  }

  private static void awaitCollected(WeakReference<?> dropped) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          System.gc();
          return dropped.refersTo(null);
        });
  }

  @Test
  void it_is_closed_with_one_warning_and_gives_back_its_chunk() {
    var dropped = read(new Answer().sse("text a").silence());
    assertThat(exchange().isClosed()).isFalse();
    awaitCollected(dropped);
    await().until(() -> exchange().isClosed() && !logged.isEmpty());
    assertThat(backend.lent).hasValue(0);
    assertThat(exchange().closings).hasValue(1);
    assertThat(logged)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getLevel()).isEqualTo(Level.WARNING);
          assertThat(line.getMessage()).contains("without being closed", "try-with-resources");
        });
  }

  @Test
  void it_is_no_cause_for_a_warning_if_it_was_closed_or_has_ended() {
    var closed = closed();
    var finished = finished();
    awaitCollected(closed);
    awaitCollected(finished);
    // The one that is dropped now is seen after those before it.
    var last = Penstock.builder().backend(backend).build();
    backend.answer(new Answer().sse("text a").silence());
    last.open(LineDialect.request()).next();
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          System.gc();
          return !logged.isEmpty();
        });
    assertThat(logged).hasSize(1);
    last.close();
  }

  @Test
  void it_is_closed_without_a_warning_if_its_finish_was_taken() {
    var dropped = read(new Answer().sse("finish stop", "end").silence());
    assertThat(exchange().isClosed()).isFalse();
    awaitCollected(dropped);
    await().until(() -> exchange().isClosed());
    assertThat(logged).isEmpty();
  }

  private WeakReference<EventStream> closed() {
    backend.answer(new Answer().sse("text a").silence());
    var stream = penstock.open(LineDialect.request());
    stream.close();
    return new WeakReference<>(stream);
  }

  private WeakReference<EventStream> finished() {
    backend.answer(new Answer().sse("finish stop", "end").end());
    var stream = penstock.open(LineDialect.request());
    stream.collect();
    return new WeakReference<>(stream);
  }
}
