package dev.penstock;

import dev.penstock.StreamEvent.Finish;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A live stream of events, which keeps what was delivered. */
final class LiveEventStream extends LiveStream<StreamEvent> implements EventStream {
  private final Meter meter;

  /**
   * Guards {@link #kept}, which the reader adds to and any thread may look at. Never held while
   * waiting.
   */
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable CompletionBuilder kept;
  private final int maxBytes;

  LiveEventStream(Parts parts, Supplier<FrameDecoder<StreamEvent>> decoders) {
    super(parts, decoders);
    meter = parts.meter();
    maxBytes = parts.options().limits().maxPartialBytes();
    kept = parts.options().keepPartial() ? new CompletionBuilder(maxBytes) : null;
  }

  @Override
  void delivered(StreamEvent event) {
    lock.lock();
    try {
      if (kept != null) {
        kept.add(event);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  Completion soFar() {
    var metadata = meter.snapshot(Outcome.OPEN);
    var completion = build();
    // A reason that was seen but not delivered belongs to what is known, and usage does even if no
    // text is kept.
    return new Completion(
        completion.parts(),
        completion.refusal(),
        completion.usage().merge(metadata.usage()),
        metadata.finishReason(),
        metadata.rawFinishReason(),
        completion.cut());
  }

  private Completion build() {
    lock.lock();
    try {
      return kept == null ? Completion.EMPTY : kept.build();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Completion completion() {
    return soFar();
  }

  @Override
  public Completion collect() {
    lock.lock();
    try {
      if (kept == null) {
        kept = new CompletionBuilder(maxBytes);
      }
    } finally {
      lock.unlock();
    }
    try (this) {
      StreamEvent last = null;
      while (hasNext()) {
        last = next();
      }
      assert last == null || last instanceof Finish : "the last event is the finish";
    }
    return completion();
  }
}
