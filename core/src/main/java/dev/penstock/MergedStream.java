package dev.penstock;

import java.util.Iterator;

/**
 * Several streams read as one.
 *
 * <p>One thread at a time reads; {@link #close()} may come from any, closes all streams and wakes
 * the reader.
 *
 * @param <T> what the streams are made of
 */
// Both, so that it serves the for loop and can be pulled by hand; iterator() may be called once
// only.
@SuppressWarnings("IterableAndIterator")
public interface MergedStream<T>
    extends CloseableIterator<MergedStream.Tagged<T>>, Iterable<MergedStream.Tagged<T>> {

  /**
   * An item and where it comes from.
   *
   * @param <T> what the streams are made of
   * @param source the number of its stream, counted from 0
   * @param item the item
   */
  record Tagged<T>(int source, T item) {}

  /**
   * {@return whether there is a further item, waiting for it if need be}
   *
   * @throws MergeException if one of the streams failed, or this was closed
   * @throws StreamInterruptedException if the thread is interrupted; all streams are closed
   */
  @Override
  boolean hasNext();

  /**
   * {@return this stream, for the {@code for} loop}
   *
   * @throws IllegalStateException at the second call
   */
  @Override
  Iterator<Tagged<T>> iterator();
}
