package dev.penstock;

import dev.penstock.LiveStream.Parts;
import dev.penstock.spi.ResponseHead;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets a stream's items: sends the request, decodes frame by frame, and sends the request again
 * where nothing was delivered yet and the fault allows it. It ends nothing: what goes wrong is
 * raised, for the stream to end by it.
 *
 * <p>Confined to the reading thread, but for {@link #head()}.
 *
 * @param <T> what the stream is made of
 */
final class ItemSource<T> {
  /*
   * A pull goes: an item that is ready; else the decoder's next; else the fault that was noticed, if any; else the end,
   * if the decoder says so; else the next frame. So what was decoded before a fault is always delivered first, and the
   * fault is raised after it.
   */

  /** What a pull gave. */
  enum Step {
    /** An item is ready. */
    ITEM,
    /** None came within the time. */
    NOTHING_YET,
    /** There are no more. */
    END
  }

  private final Parts parts;
  private final Supplier<FrameDecoder<T>> decoders;

  private @Nullable FrameSource source;
  private FrameDecoder<T> decoder;
  private @Nullable T ready;
  private @Nullable Fault fault;

  /** How many bytes were counted before the attempt that stands. */
  private long bytesBefore;

  private volatile @Nullable ResponseHead head;

  ItemSource(Parts parts, Supplier<FrameDecoder<T>> decoders) {
    this.parts = parts;
    this.decoders = decoders;
    this.decoder = decoders.get();
  }

  /** Sends the request and waits for the answer's head. */
  void connect() throws Fault.Raised, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var answered = parts.connector().connect();
    bytesBefore = parts.meter().bytes();
    head = answered.head();
    source =
        new FrameSource(
            answered.exchange(),
            parts.lifecycle(),
            parts.framing().newParser(parts.options().limits().maxFrameBytes()),
            parts.atEnd(),
            parts.clocks(),
            parts.meter());
  }

  /** {@return the head of the answer that stands} From any thread. */
  ResponseHead head() {
    var current = head;
    if (current == null) {
      throw new AssertionError("handed out before it was open");
    }
    return current;
  }

  /**
   * Makes an item ready, or finds that there is none.
   *
   * @param maxNanos how long to wait at most
   * @throws Fault.Raised if something went wrong; all items before it were taken
   */
  Step next(long maxNanos) throws Fault.Raised, InterruptedException {
    if (ready != null) {
      return Step.ITEM;
    }
    long deadline = maxNanos == Long.MAX_VALUE ? maxNanos : System.nanoTime() + maxNanos;
    while (true) {
      ready = decoder.poll();
      if (ready != null) {
        parts.clocks().eventCame();
        return Step.ITEM;
      }
      var noticed = fault == null ? decoder.fault() : fault;
      if (noticed != null) {
        recover(noticed);
      } else if (decoder.isComplete()) {
        return Step.END;
      } else if (!pull(deadline)) {
        return Step.NOTHING_YET;
      }
    }
  }

  /** Takes the item that is ready. */
  T take() {
    T item = ready;
    if (item == null) {
      throw new AssertionError("no item is ready");
    }
    ready = decoder.isComplete() ? decoder.poll() : null;
    return item;
  }

  /** {@return whether it is known that the item taken last was the last of all} */
  boolean isExhausted() {
    return ready == null && decoder.isComplete();
  }

  /**
   * Pulls one frame. Returns false if none came within the time; what goes wrong is noted for
   * later.
   */
  private boolean pull(long deadline) throws InterruptedException {
    var frames = source;
    if (frames == null) {
      throw new AssertionError("not open");
    }
    long maxNanos =
        deadline == Long.MAX_VALUE ? deadline : Math.max(0, deadline - System.nanoTime());
    try {
      switch (frames.next(maxNanos, decoder.mayBeComplete())) {
        case FRAME -> decode(frames);
        case END -> decoder.bodyEnded();
        case TIMED_OUT -> {
          return false;
        }
      }
    } catch (Fault.Raised raised) {
      fault = raised.fault();
    }
    return true;
  }

  private void decode(FrameSource frames) {
    try {
      decoder.decode(frames.frame());
    } catch (RuntimeException e) {
      if (decoder.isComplete() || decoder.fault() != null) {
        // The end came first, or the provider's own error: what is wrong behind it changes neither.
        return;
      }
      long offset = frames.frame().offset();
      var what =
          "event "
              + (parts.meter().events() + 1)
              + " at byte "
              + offset
              + " can't be read: "
              + e.getMessage();
      fault =
          e instanceof NormalizerLimitException beyond
              ? new Fault.Limit(what, beyond.limit(), e)
              : new Fault.Malformed(what, offset, e);
    }
  }

  /** Sends the request again if nothing was delivered and the fault allows it. */
  private void recover(Fault noticed) throws Fault.Raised, InterruptedException {
    var meter = parts.meter();
    boolean untouched = noticed instanceof Fault.Provider || meter.bytes() == bytesBefore;
    if (meter.events() > 0 || !untouched || !parts.lifecycle().isOpen()) {
      throw new Fault.Raised(noticed);
    }
    parts.lifecycle().release();
    parts.connector().awaitRetry(noticed);
    fault = null;
    decoder = decoders.get();
    connect();
  }

  /**
   * Reads what little may follow the last item, so that the connection can be used again.
   *
   * @param patient whether to wait for it a moment, or to take only what is there
   */
  void drain(boolean patient) {
    if (source != null) {
      source.drain(patient);
    }
  }
}
