package dev.penstock;

import java.util.List;

/**
 * Several streams at once: the first of them, or all of them as one. Works on plain virtual
 * threads.
 */
public final class Streams {
  private Streams() {}

  /**
   * Sends several requests at once and returns the stream whose first event comes first, with that
   * event still to be read. The others are closed before it returns.
   *
   * <p>An interrupt closes them all. The streams are opened on virtual threads of their own; the
   * winner is the caller's.
   *
   * @param penstock the client
   * @param requests what to send, at least one
   * @return the winner, for the caller to read and close
   * @throws StreamException if all fail: what the first of them failed with, what the others failed
   *     with as suppressed exceptions
   * @throws StreamInterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if there is no request, or none of them can be sent
   */
  public static EventStream race(Penstock penstock, List<StreamRequest> requests) {
    if (requests.isEmpty()) {
      throw new IllegalArgumentException("a race needs a request at least");
    }
    return new Race(penstock, requests).run();
  }

  /**
   * Returns several streams as one, which owns them.
   *
   * <p>Each stream is read by a virtual thread of its own, one item ahead of what was taken of it
   * and no more. Items come in the order in which they are there, so that a slow stream's item
   * waits for one of each other stream at most. When one stream fails all are closed, and {@link
   * MergeException} says which it was, after the items that were there.
   *
   * @param <T> what the streams are made of
   * @param streams the streams, none of which may be read elsewhere
   * @return the items of all, each with the number of its stream, counted from 0
   */
  public static <T> MergedStream<T> merge(List<? extends CloseableIterator<T>> streams) {
    return new Merge<>(streams);
  }
}
