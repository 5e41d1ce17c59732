package dev.penstock;

import dev.penstock.spi.Headers;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * The answer to a request while it arrives: open, iterate, close.
 *
 * <p><b>Ends.</b> A stream ends once: completed, failed or cancelled. {@link #hasNext()} is false
 * only when the answer is there to its end. Anything else is a {@link StreamException}, thrown
 * after everything that had been decoded before it was delivered, and thrown again by each further
 * call.
 *
 * <p><b>Waiting.</b> {@link #hasNext()}, {@link #next()} and {@link #poll} block until something is
 * there. An interrupt ends the wait and the stream at once ({@link StreamInterruptedException});
 * the thread's flag stays set. They are made for virtual threads and never pin one.
 *
 * <p><b>Threads.</b> One thread at a time reads; which one may change. Reading from two at once is
 * an {@link IllegalStateException} in one of them. {@link #close()}, {@link #metadata()} and {@link
 * #awaitMetadata} may be called from any thread.
 *
 * @param <T> what the stream is made of
 */
// Both, so that it serves the for loop and can be pulled by hand; iterator() may be called once
// only.
@SuppressWarnings("IterableAndIterator")
public interface ResponseStream<T> extends CloseableIterator<T>, Iterable<T> {

  /** {@return the response's status code, that of the attempt that stood} */
  int status();

  /** {@return the response's headers, those of the attempt that stood} */
  Headers headers();

  /**
   * Returns whether there is a further item, waiting for it if need be.
   *
   * @return false if the stream is complete
   * @throws StreamException if it failed or was closed
   */
  @Override
  boolean hasNext();

  /**
   * Takes the next item, waiting for it if need be.
   *
   * @throws java.util.NoSuchElementException if the stream is complete
   * @throws StreamException if it failed or was closed
   */
  @Override
  T next();

  /**
   * Takes the next item if it comes within a time, so that the reader can do something else in
   * between: send a heartbeat, say.
   *
   * @param atMost how long to wait
   * @return the item, that there is none yet, or that the stream is complete
   * @throws StreamException if it failed or was closed
   */
  Polled<T> poll(Duration atMost);

  /**
   * {@return this stream, for the {@code for} loop}
   *
   * @throws IllegalStateException at the second call: a stream is read once
   */
  @Override
  Iterator<T> iterator();

  /** {@return a {@link Stream} of the items that remain} Closing it closes this. */
  Stream<T> stream();

  /** {@return what is known so far: outcome, usage, model, counts and times} */
  StreamMetadata metadata();

  /**
   * Waits until the stream has ended, whoever reads it, and returns what is known then.
   *
   * @param atMost how long to wait
   * @return the metadata; its outcome is {@link Outcome#OPEN} if the stream has not ended within
   *     the time
   * @throws StreamInterruptedException if the waiting thread is interrupted; the stream is unharmed
   */
  StreamMetadata awaitMetadata(Duration atMost);

  /**
   * Ends the stream. Returns without waiting, wakes a reader (which gets a {@link
   * StreamCancelledException}) and gives up the connection at once. From any thread, any number of
   * times.
   *
   * <p>A stream that is complete stays so: when {@link #hasNext()} was false, and for an {@link
   * EventStream} already when {@link #next()} has returned the {@link StreamEvent.Finish}. Its
   * connection is kept for the next call if the end of the body has come by then, for which {@link
   * #hasNext()} waits a moment and this does not.
   */
  @Override
  void close();
}
