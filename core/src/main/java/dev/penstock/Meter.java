package dev.penstock;

import dev.penstock.StreamMetadata.Timings;
import dev.penstock.spi.ResponseHead;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is counted and known about a stream while it runs. Written by the reading thread, read by
 * any.
 *
 * <p>Counts are written in order but not at once for others to see: a reader on another thread may
 * be an event behind.
 */
final class Meter {
  private final long start = System.nanoTime();
  private final Signals signals;
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile int status;
  private volatile @Nullable String model;
  private volatile @Nullable String responseId;
  private volatile Usage usage = Usage.NONE;
  private volatile @Nullable FinishReason finishReason;
  private volatile @Nullable String rawFinishReason;
  private volatile @Nullable Duration head;
  private volatile @Nullable Duration firstByte;
  private volatile @Nullable Duration firstEvent;
  private volatile @Nullable Duration end;

  Meter(Signals signals) {
    this.signals = signals;
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  void attempt() {
    status = 0;
    // What an attempt said that did not stand is not this one's.
    model = null;
    responseId = null;
    finishReason = null;
    rawFinishReason = null;
    signals.requestStarted(attempts.incrementAndGet());
  }

  void head(ResponseHead answer) {
    status = answer.status();
    head = now();
    signals.head(answer.status(), answer.headers());
  }

  void retry(Duration delay, String reason) {
    signals.retry(attempts.get(), delay, reason);
  }

  void bytes(int count) {
    bytes.lazySet(bytes.getPlain() + count);
    if (firstByte == null) {
      firstByte = now();
      signals.firstByte(() -> snapshot(Outcome.OPEN));
    }
  }

  void event() {
    events.lazySet(events.getPlain() + 1);
    if (firstEvent == null) {
      firstEvent = now();
      signals.firstEvent(() -> snapshot(Outcome.OPEN));
    }
  }

  void end(Outcome how) {
    end = now();
    signals.ended(snapshot(how));
  }

  void model(String name) {
    model = name;
  }

  void responseId(String id) {
    responseId = id;
  }

  void usage(Usage merged) {
    usage = merged;
  }

  void finish(FinishReason reason, @Nullable String raw) {
    finishReason = reason;
    rawFinishReason = raw;
  }

  Usage usage() {
    return usage;
  }

  long events() {
    return events.get();
  }

  long bytes() {
    return bytes.get();
  }

  int attempts() {
    return attempts.get();
  }

  StreamMetadata snapshot(Outcome outcome) {
    return new StreamMetadata(
        outcome,
        status,
        model,
        responseId,
        usage,
        finishReason,
        rawFinishReason,
        events.get(),
        bytes.get(),
        attempts.get(),
        new Timings(head, firstByte, firstEvent, end));
  }
}
