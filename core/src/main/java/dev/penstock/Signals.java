package dev.penstock;

import dev.penstock.spi.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a stream's listeners, and the flight recorder, how it goes. */
final class Signals {
  /*
   * The end is the last thing that is told, also when another thread ends the stream while the reader tells something:
   * SILENT ──reader──> TELLING ──reader──> SILENT, and from both ──whoever ends──> ENDED. Who ends it tells so, unless the
   * reader is telling: then the reader does, when it finds that it can't go back. Nobody waits for a listener.
   */
  private enum State {
    SILENT,
    TELLING,
    ENDED
  }

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long stream = NUMBERS.incrementAndGet();
  private final StreamRequest request;
  private final List<StreamListener> listeners;
  private final FlightRecord record;
  private final AtomicReference<State> state = new AtomicReference<>(State.SILENT);
  private volatile @Nullable StreamMetadata end;

  Signals(StreamRequest request, List<StreamListener> listeners) {
    this.request = request;
    this.listeners = listeners;
    this.record = FlightRecord.begin(stream, request.uri());
  }

  void requestStarted(int attempt) {
    tellWhileOpen(listener -> listener.requestStarted(stream, request, attempt));
  }

  void head(int status, Headers headers) {
    tellWhileOpen(listener -> listener.head(stream, status, headers));
  }

  void firstByte(Supplier<StreamMetadata> metadata) {
    if (!listeners.isEmpty()) {
      var now = metadata.get();
      tellWhileOpen(listener -> listener.firstByte(stream, now));
    }
  }

  void firstEvent(Supplier<StreamMetadata> metadata) {
    if (!listeners.isEmpty()) {
      var now = metadata.get();
      tellWhileOpen(listener -> listener.firstEvent(stream, now));
    }
  }

  void retry(int attempt, Duration delay, String reason) {
    record.retry(attempt, delay, reason);
    tellWhileOpen(listener -> listener.retry(stream, attempt, delay, reason));
  }

  void ended(StreamMetadata metadata) {
    record.ended(metadata);
    end = metadata;
    if (state.getAndSet(State.ENDED) == State.SILENT) {
      tellEnd();
    }
  }

  private void tellEnd() {
    var metadata = end;
    if (metadata != null) {
      tell(listener -> listener.ended(stream, metadata));
    }
  }

  /** Tells nothing more once another thread has ended the stream. */
  private void tellWhileOpen(Consumer<StreamListener> what) {
    if (!listeners.isEmpty() && state.compareAndSet(State.SILENT, State.TELLING)) {
      try {
        tell(what);
      } finally {
        if (!state.compareAndSet(State.TELLING, State.SILENT)) {
          tellEnd();
        }
      }
    }
  }

  private void tell(Consumer<StreamListener> what) {
    for (var listener : listeners) {
      try {
        what.accept(listener);
      } catch (RuntimeException e) {
        // A listener's fault is not the stream's: it goes on, and so do the other listeners.
      }
    }
  }
}
