package dev.penstock;

import dev.penstock.spi.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells a stream's listeners, and the flight recorder, how it goes. */
final class Signals {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long stream = NUMBERS.incrementAndGet();
  private final StreamRequest request;
  private final List<StreamListener> listeners;
  private final FlightRecord record;
  private volatile boolean ended;

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
    ended = true;
    tell(listener -> listener.ended(stream, metadata));
  }

  /** Tells nothing more once another thread has ended the stream. */
  private void tellWhileOpen(Consumer<StreamListener> what) {
    if (!ended) {
      tell(what);
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
