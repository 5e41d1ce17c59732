package dev.penstock;

import dev.penstock.StreamException.Progress;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.Framing;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stream over a live exchange: pulls frames when its reader wants items, and no sooner.
 *
 * @param <T> what the stream is made of
 */
class LiveStream<T> implements ResponseStream<T> {
  /*
   * Confined to the reader (whoever holds Lifecycle's reader): source, decoder, ready, fault, failure, settled.
   * Shared: lifecycle, meter (both safe), head (volatile), iterated (volatile).
   *
   * A pull goes: an item that is ready; else the decoder's next; else the fault that was noticed, if any; else the end,
   * if the decoder says so; else the next frame. So what was decoded before a fault is always delivered first, and the
   * exception is made after it, with all of it inside.
   */
  private enum Step {
    ITEM,
    NOTHING_YET,
    END
  }

  private final Connector connector;
  private final Framing framing;
  private final AtEnd atEnd;
  private final StreamOptions options;
  private final Supplier<FrameDecoder<T>> decoders;
  private final Lifecycle lifecycle;
  private final Clocks clocks;
  private final Meter meter;
  private final Borrowed borrowed = new Borrowed();

  private @Nullable FrameSource source;
  private FrameDecoder<T> decoder;
  private @Nullable T ready;
  private @Nullable Fault fault;
  private @Nullable StreamException failure;
  private boolean settled;
  private final Cleaner.Cleanable watch;

  private volatile @Nullable ResponseHead head;
  private volatile boolean iterated;

  /**
   * What a stream is made from.
   *
   * @param connector gets the answer
   * @param framing cuts it into frames
   * @param atEnd what becomes of an unfinished frame at its end
   * @param options the stream's
   * @param lifecycle the stream's
   * @param clocks the stream's
   * @param meter the stream's
   */
  record Parts(
      Connector connector,
      Framing framing,
      AtEnd atEnd,
      StreamOptions options,
      Lifecycle lifecycle,
      Clocks clocks,
      Meter meter) {}

  LiveStream(Parts parts, Supplier<FrameDecoder<T>> decoders) {
    this.connector = parts.connector;
    this.framing = parts.framing;
    this.atEnd = parts.atEnd;
    this.options = parts.options;
    this.lifecycle = parts.lifecycle;
    this.clocks = parts.clocks;
    this.meter = parts.meter;
    this.decoders = decoders;
    this.decoder = decoders.get();
    this.watch = Dropped.watch(this, lifecycle, borrowed);
  }

  /** Is told of each item as it is delivered, on the reader's thread. */
  void delivered(T item) {}

  /** {@return what was delivered, put together, as far as the stream can be} */
  Completion soFar() {
    return Completion.EMPTY;
  }

  /** Waits for the answer's head. To be called once, before the stream is handed out. */
  final void open() {
    lifecycle.enter();
    try {
      connect();
    } catch (Fault.Raised raised) {
      throw fail(raised.fault());
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (RuntimeException | Error e) {
      lifecycle.cancel();
      throw e;
    } finally {
      leave();
    }
  }

  private void connect() throws Fault.Raised, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var answered = connector.connect();
    head = answered.head();
    var parser = framing.newParser(options.limits().maxFrameBytes());
    source = new FrameSource(answered.exchange(), parser, atEnd, clocks, meter, borrowed);
  }

  @Override
  public final boolean hasNext() {
    lifecycle.enter();
    try {
      return step(Long.MAX_VALUE) == Step.ITEM;
    } finally {
      leave();
    }
  }

  @Override
  public final T next() {
    lifecycle.enter();
    try {
      if (step(Long.MAX_VALUE) != Step.ITEM) {
        throw new NoSuchElementException("the stream is complete");
      }
      return take();
    } finally {
      leave();
    }
  }

  @Override
  public final Polled<T> poll(Duration atMost) {
    lifecycle.enter();
    try {
      return switch (step(Math.max(0, Durations.nanos(atMost)))) {
        case ITEM -> new Polled.Item<>(take());
        case NOTHING_YET -> new Polled.NothingYet<>();
        case END -> new Polled.End<>();
      };
    } finally {
      leave();
    }
  }

  private T take() {
    T item = ready;
    if (item == null) {
      throw new AssertionError("no item is ready");
    }
    ready = null;
    meter.event();
    delivered(item);
    return item;
  }

  /** Makes an item ready, or finds out why there is none. */
  private Step step(long maxNanos) {
    if (failure != null) {
      throw failure;
    }
    if (lifecycle.outcome() == Outcome.CANCELLED) {
      throw fail(new Fault.Cancelled());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
    if (ready != null) {
      return Step.ITEM;
    }
    long deadline = maxNanos == Long.MAX_VALUE ? maxNanos : System.nanoTime() + maxNanos;
    while (true) {
      ready = decoder.poll();
      if (ready != null) {
        clocks.eventCame();
        return Step.ITEM;
      }
      var noticed = fault == null ? decoder.fault() : fault;
      if (noticed != null) {
        recover(noticed);
      } else if (decoder.isComplete()) {
        return complete();
      } else if (!pull(deadline)) {
        return Step.NOTHING_YET;
      }
    }
  }

  /**
   * Pulls one frame. Returns false if none came within the time; what goes wrong is noted for
   * later.
   */
  private boolean pull(long deadline) {
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
    } catch (InterruptedException e) {
      throw interrupted();
    }
    return true;
  }

  private void decode(FrameSource frames) {
    try {
      decoder.decode(frames.frame());
    } catch (RuntimeException e) {
      long offset = frames.frame().offset();
      fault =
          new Fault.Malformed(
              "event "
                  + (meter.events() + 1)
                  + " at byte "
                  + offset
                  + " can't be read: "
                  + e.getMessage(),
              offset,
              e);
    }
  }

  /** Sends the request again if nothing was delivered and the fault allows it; else fails. */
  private void recover(Fault noticed) {
    boolean untouched = noticed instanceof Fault.Provider || meter.bytes() == 0;
    if (meter.events() > 0 || !untouched || !lifecycle.isOpen()) {
      throw fail(noticed);
    }
    try {
      releaseChunk();
      connector.awaitRetry(noticed);
      fault = null;
      decoder = decoders.get();
      connect();
    } catch (Fault.Raised raised) {
      throw fail(raised.fault());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private Step complete() {
    if (!lifecycle.end(Outcome.COMPLETED) && lifecycle.outcome() == Outcome.CANCELLED) {
      throw fail(new Fault.Cancelled());
    }
    settle(/* patient= */ true);
    return Step.END;
  }

  private StreamException interrupted() {
    Thread.currentThread().interrupt();
    return fail(new Fault.Interrupted());
  }

  /** Ends the stream by a fault, unless it has ended before, and returns the exception to throw. */
  private StreamException fail(Fault cause) {
    var last = cause;
    boolean first = lifecycle.end(cause.outcome());
    if (!first
        && lifecycle.outcome() == Outcome.CANCELLED
        && !(cause instanceof Fault.Interrupted)) {
      last = new Fault.Cancelled();
    }
    lifecycle.closeExchange();
    failure = last.toException(new Progress(soFar(), metadata()));
    return failure;
  }

  /**
   * Drains what little may follow a complete answer, so that the connection can be used again, and
   * closes.
   */
  private void settle(boolean patient) {
    if (!settled) {
      settled = true;
      if (source != null) {
        source.drain(patient);
      }
      lifecycle.closeExchange();
    }
  }

  private void leave() {
    lifecycle.leave();
    if (!lifecycle.isOpen()) {
      tidy();
    }
  }

  /** Gives back what the reader holds, if nobody is reading; whoever is does it when leaving. */
  private void tidy() {
    if (lifecycle.tryEnter()) {
      try {
        if (lifecycle.outcome() == Outcome.COMPLETED) {
          settle(/* patient= */ false);
        }
        releaseChunk();
      } finally {
        lifecycle.leave();
      }
    }
    watch.clean();
  }

  private void releaseChunk() {
    if (source != null) {
      source.release();
    }
  }

  @Override
  public final void close() {
    lifecycle.end(Outcome.CANCELLED);
    tidy();
    lifecycle.closeExchange();
  }

  @Override
  public final Iterator<T> iterator() {
    if (iterated) {
      throw new IllegalStateException("a stream is read once: iterator() was called before");
    }
    iterated = true;
    return this;
  }

  @Override
  public final Stream<T> stream() {
    var items =
        Spliterators.spliteratorUnknownSize(
            iterator(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    return StreamSupport.stream(items, /* parallel= */ false).onClose(this::close);
  }

  @Override
  public final int status() {
    return answered().status();
  }

  @Override
  public final Headers headers() {
    return answered().headers();
  }

  private ResponseHead answered() {
    var current = head;
    if (current == null) {
      throw new AssertionError("handed out before it was open");
    }
    return current;
  }

  @Override
  public final StreamMetadata metadata() {
    return meter.snapshot(lifecycle.outcome());
  }

  @Override
  public final StreamMetadata awaitMetadata(Duration atMost) {
    try {
      lifecycle.awaitEnd(Durations.nanos(atMost));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamInterruptedException(
          "interrupted while waiting for a stream's metadata", new Progress(soFar(), metadata()));
    }
    return metadata();
  }

  /** Shows how the stream stands, without anything of what it carries. */
  @Override
  public String toString() {
    var metadata = metadata();
    return "stream "
        + metadata.outcome()
        + ", "
        + metadata.events()
        + " events, "
        + metadata.bytes()
        + " bytes";
  }
}
