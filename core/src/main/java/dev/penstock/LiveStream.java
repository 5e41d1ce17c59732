package dev.penstock;

import dev.penstock.ItemSource.Step;
import dev.penstock.StreamException.Progress;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.Framing;
import dev.penstock.spi.Headers;
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
 * A stream over a live exchange: pulls items when its reader wants them, and no sooner, and ends
 * once.
 *
 * @param <T> what the stream is made of
 */
class LiveStream<T> implements ResponseStream<T> {
  /*
   * Confined to the reader (whoever holds Lifecycle's reader): items, failure, settled.
   * Shared: lifecycle, meter (both safe), the head of items (volatile), iterated (volatile).
   *
   * A stream is complete when its reader knows that it has all items, which is with the finish: many leave their loop
   * there. Its chunk is given back then. Its connection waits for what the reader does next: hasNext() gives the end of
   * the body a moment to come, close() takes it if it is there. Whoever closes closes the exchange, so that a reader who
   * is inside meanwhile has nothing to tidy up.
   *
   * The exchange is closed by ending the watch, once the stream has ended.
   */
  private final ItemSource<T> items;
  private final Lifecycle lifecycle;
  private final Meter meter;
  private final Cleaner.Cleanable watch;

  private @Nullable StreamException failure;
  private boolean settled;

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
    this.items = new ItemSource<>(parts, decoders);
    this.lifecycle = parts.lifecycle;
    this.meter = parts.meter;
    this.watch = Dropped.watch(this, lifecycle);
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
      lifecycle.register();
      items.connect();
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
    T item = items.take();
    meter.event();
    delivered(item);
    if (items.isExhausted()) {
      lifecycle.end(Outcome.COMPLETED);
      lifecycle.release();
    }
    return item;
  }

  /** Makes an item ready, or finds out why there is none. */
  private Step step(long maxNanos) {
    if (failure != null) {
      throw failure;
    }
    switch (lifecycle.outcome()) {
      case COMPLETED -> {
        settle(/* patient= */ true);
        return Step.END;
      }
      case CANCELLED -> throw fail(new Fault.Cancelled());
      case OPEN, INCOMPLETE, FAILED -> {}
    }
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
    try {
      var step = items.next(maxNanos);
      if (step == Step.END) {
        complete();
      }
      return step;
    } catch (Fault.Raised raised) {
      throw fail(raised.fault());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void complete() {
    if (!lifecycle.end(Outcome.COMPLETED)) {
      throw fail(new Fault.Cancelled());
    }
    settle(/* patient= */ true);
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
      items.drain(patient);
      watch.clean();
    }
  }

  private void leave() {
    lifecycle.leave();
    switch (lifecycle.outcome()) {
      case OPEN, COMPLETED -> {}
      case INCOMPLETE, FAILED, CANCELLED -> tidy();
    }
  }

  /** Gives back what the reader holds, if nobody is reading; whoever is does it when leaving. */
  private void tidy() {
    if (lifecycle.tryTidy()) {
      try {
        if (lifecycle.outcome() == Outcome.COMPLETED) {
          settle(/* patient= */ false);
        }
        lifecycle.release();
      } finally {
        lifecycle.leave();
      }
    }
    watch.clean();
  }

  @Override
  public final void close() {
    lifecycle.end(Outcome.CANCELLED);
    tidy();
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
    return items.head().status();
  }

  @Override
  public final Headers headers() {
    return items.head().headers();
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
