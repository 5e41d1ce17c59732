package dev.penstock.spi;

/**
 * An HTTP client, as the library needs one: it sends a request and lets the body of the answer be
 * pulled.
 *
 * <p><b>Threads.</b> Thread-safe. Exchanges are independent of one another: one that nobody reads
 * holds up no other. Its own threads are daemons, so that a program ends although nobody closed it.
 */
public interface Backend extends AutoCloseable {

  /** {@return the name under which it is chosen, such as {@code jdk}} */
  String name();

  /**
   * Begins an exchange. Returns at once: connecting and sending go on in the background, and what
   * becomes of them is told by {@link Exchange#awaitHead}.
   *
   * @param request what to send
   * @return the exchange, for the caller to close
   * @throws IllegalArgumentException if the request can't be sent by this backend, before anything
   *     was
   * @throws IllegalStateException if the backend is closed
   */
  Exchange begin(BackendRequest request);

  /**
   * Ends every exchange that is under way and frees all threads and connections, in less than a
   * second. Idempotent.
   */
  @Override
  void close();
}
