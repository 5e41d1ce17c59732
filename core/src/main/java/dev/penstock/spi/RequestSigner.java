package dev.penstock.spi;

import java.io.IOException;

/**
 * Signs requests, for servers that want more than a fixed header: a signature over the request, a
 * token that must be fetched and renewed.
 *
 * <p>It is asked each time that a request is about to be sent: at the first attempt, at every
 * retry, and when a redirect within the origin is followed. So a signature is never older than the
 * request it goes with. It is never asked for a request to another origin, nor for any that follows
 * one: a server that redirects can't have anything signed.
 *
 * <p>Thread-safe: one signer serves many streams at once. It is called on the thread that opens or
 * reads the stream, and may block.
 *
 * {@snippet class = dev.penstock.SigningTest region = signer}
 */
@FunctionalInterface
public interface RequestSigner {

  /**
   * Signs a request.
   *
   * @param request what is about to be sent, body and all. The backend adds {@code Host} and {@code
   *     Content-Length} to its headers
   * @return the headers to add, in place of those of the same names. Their values are shown nowhere
   *     and are taken out of what the server says
   * @throws IOException if what is needed can't be had for now, over a network perhaps; the request
   *     is not sent, and tried again as if the connection had failed
   * @throws InterruptedException if the thread is interrupted
   * @throws RuntimeException if it can't be signed at all; the stream fails with a {@code
   *     SigningException} that has this as its cause. The message must show no secret
   */
  Headers sign(BackendRequest request) throws IOException, InterruptedException;
}
