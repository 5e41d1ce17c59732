package dev.penstock.spi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, whose body is pulled chunk by chunk.
 *
 * <p><b>Pull.</b> Nothing is read from the connection that nobody asked for, but for what the
 * backend names: a bounded queue, a receive buffer, an HTTP/2 window. The reader's pace is the
 * sender's.
 *
 * <p><b>Threads.</b> One thread at a time calls {@link #awaitHead} and {@link #read}; it may
 * change, if the hand-over is a happens-before. {@link #close()} may come from any thread, at any
 * time.
 *
 * <p><b>Waiting.</b> Both waits end at once when the exchange is closed (by an {@link IOException})
 * and when the thread is interrupted (by an {@link InterruptedException}), on platform and on
 * virtual threads. Neither pins a carrier.
 */
public interface Exchange extends AutoCloseable {

  /**
   * Waits for the response's head.
   *
   * @param nanos how long to wait at most, in nanoseconds; {@link Long#MAX_VALUE} for as long as it
   *     takes
   * @return the head, the same at each call, or null if it did not come within the time
   * @throws TransportException if no head can come: not connected, connection lost, nonsense
   *     received
   * @throws IOException if the exchange was closed
   * @throws InterruptedException if the thread was interrupted; the exchange can then only be
   *     closed
   */
  @Nullable ResponseHead awaitHead(long nanos) throws IOException, InterruptedException;

  /**
   * Takes the next bytes of the body, waiting for them if need be. Called after the head is there.
   * After {@link BodyRead.Signal#END} it returns that again.
   *
   * @param nanos how long to wait at most, in nanoseconds; {@link Long#MAX_VALUE} for as long as it
   *     takes
   * @return a chunk, for the caller to release; or the end; or that the time is up
   * @throws TransportException if the body broke off: reset, cut short of its length or of its last
   *     chunk
   * @throws IOException if the exchange was closed
   * @throws InterruptedException if the thread was interrupted; the exchange can then only be
   *     closed
   */
  BodyRead read(long nanos) throws IOException, InterruptedException;

  /**
   * Ends the exchange. Never blocks, keeps the interrupt flag, wakes a thread that waits. Where the
   * body was read to its end the connection is kept for reuse, else it is given up at once.
   * Idempotent.
   */
  @Override
  void close();
}
