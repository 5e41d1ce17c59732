package dev.penstock.spi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The transport failed: a backend's own words for what its HTTP client threw.
 *
 * <p>The message is the backend's, short and free of its client's internals, which stay in the
 * cause.
 */
public final class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  /** How far the exchange had come. */
  public enum Phase {
    /**
     * Resolving the name, connecting or negotiating TLS: the server has seen no byte of the
     * request.
     */
    CONNECT,
    /** Connecting took longer than it may. */
    CONNECT_TIMEOUT,
    /** Sending the request and waiting for the head: the server may have seen the request. */
    HEAD,
    /** In the body. */
    BODY
  }

  /** How far the exchange had come. */
  private final Phase phase;

  /**
   * Makes one.
   *
   * @param phase how far the exchange had come
   * @param message what happened
   * @param cause what the HTTP client threw, if anything
   */
  public TransportException(Phase phase, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.phase = phase;
  }

  /** {@return how far the exchange had come} */
  public Phase phase() {
    return phase;
  }
}
