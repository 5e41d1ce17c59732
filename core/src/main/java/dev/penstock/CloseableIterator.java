package dev.penstock;

import java.util.Iterator;

/**
 * An iterator over something that must be closed, and whose closing throws nothing checked.
 *
 * @param <T> what it iterates over
 */
public interface CloseableIterator<T> extends Iterator<T>, AutoCloseable {
  @Override
  void close();
}
