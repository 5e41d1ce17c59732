package dev.penstock;

import dev.penstock.StreamException.Progress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads streams side by side and hands their items out in the order in which they are there.
 *
 * @param <T> what the streams are made of
 */
@SuppressWarnings("IterableAndIterator")
final class Merge<T> implements MergedStream<T> {
  /*
   * One virtual thread a stream: next item, put it into the queue, wait until it was taken, next item. So the queue holds
   * one item a stream at most, and as it is first in, first out, no stream keeps another waiting for more than one item.
   *
   * Confined to the reader: ready, open, failure. Shared: the queue, each source's permit, closed.
   */

  /** What a source puts into the queue. */
  private sealed interface Arrival<T> {
    record Item<T>(Source<T> source, T item) implements Arrival<T> {}

    record End<T>() implements Arrival<T> {}

    record Failure<T>(int source, RuntimeException cause) implements Arrival<T> {}

    record Closed<T>() implements Arrival<T> {}
  }

  /** One stream and the thread that reads it. */
  private static final class Source<T> {
    final int number;
    final CloseableIterator<T> stream;
    final Semaphore taken = new Semaphore(0);
    @Nullable Thread thread;

    Source(int number, CloseableIterator<T> stream) {
      this.number = number;
      this.stream = stream;
    }
  }

  private final List<Source<T>> sources = new ArrayList<>();
  private final BlockingQueue<Arrival<T>> arrivals = new LinkedBlockingQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean iterated = new AtomicBoolean();
  private @Nullable Tagged<T> ready;
  private @Nullable RuntimeException failure;
  private int open;

  Merge(List<? extends CloseableIterator<T>> streams) {
    for (var stream : streams) {
      sources.add(new Source<>(sources.size(), stream));
    }
    open = sources.size();
    for (var source : sources) {
      source.thread =
          Thread.ofVirtual().name("penstock-merge-" + source.number).start(() -> read(source));
    }
  }

  private void read(Source<T> source) {
    try (var stream = source.stream) {
      while (stream.hasNext()) {
        arrivals.add(new Arrival.Item<>(source, stream.next()));
        source.taken.acquire();
      }
      arrivals.add(new Arrival.End<>());
    } catch (InterruptedException e) {
      // Only close() interrupts it, and nobody waits for its items then.
      arrivals.add(new Arrival.Closed<>());
    } catch (RuntimeException e) {
      arrivals.add(new Arrival.Failure<>(source.number, e));
    }
  }

  @Override
  public boolean hasNext() {
    if (failure != null) {
      throw failure;
    }
    if (closed.get()) {
      throw fail(new StreamCancelledException("the merged stream was closed", Progress.NONE));
    }
    while (ready == null && open > 0) {
      switch (take()) {
        case Arrival.Item<T>(var source, var item) -> {
          ready = new Tagged<>(source.number, item);
          source.taken.release();
        }
        case Arrival.End<T>() -> open--;
        case Arrival.Failure<T>(var source, var cause) ->
            throw closed.get()
                ? fail(new StreamCancelledException("the merged stream was closed", Progress.NONE))
                : fail(new MergeException(source, cause));
        case Arrival.Closed<T>() ->
            throw fail(new StreamCancelledException("the merged stream was closed", Progress.NONE));
      }
    }
    return ready != null;
  }

  private Arrival<T> take() {
    try {
      return arrivals.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fail(
          new StreamInterruptedException(
              "interrupted while reading merged streams", Progress.NONE));
    }
  }

  private RuntimeException fail(RuntimeException cause) {
    failure = cause;
    close();
    return cause;
  }

  @Override
  public Tagged<T> next() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException("all streams are complete");
    }
    var item = ready;
    ready = null;
    return item;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      for (var source : sources) {
        source.stream.close();
        var thread = source.thread;
        if (thread != null) {
          thread.interrupt();
        }
      }
      arrivals.add(new Arrival.Closed<>());
    }
  }

  @Override
  public Iterator<Tagged<T>> iterator() {
    if (!iterated.compareAndSet(false, true)) {
      throw new IllegalStateException("a stream is read once: iterator() was called before");
    }
    return this;
  }
}
