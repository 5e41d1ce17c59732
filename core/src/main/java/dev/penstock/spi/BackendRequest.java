package dev.penstock.spi;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A request as a backend has to send it, byte for byte but for the transport's own headers.
 *
 * <p>Backends add {@code Host} and {@code Content-Length} and nothing else: no {@code
 * Accept-Encoding}, no upgrade to HTTP/2 in clear text. They follow no redirect, answer no
 * challenge and keep no cookie. Immutable.
 */
public final class BackendRequest {
  private final URI uri;
  private final String method;
  private final Headers headers;
  private final byte[] body;
  private final Duration connectTimeout;

  /**
   * Makes one.
   *
   * @param uri an absolute {@code http} or {@code https} URI
   * @param method the method, such as {@code POST}
   * @param headers the headers
   * @param body the body's bytes, not copied; empty for none
   * @param connectTimeout how long connecting may take, TLS included
   */
  public BackendRequest(
      URI uri, String method, Headers headers, byte[] body, Duration connectTimeout) {
    this.uri = uri;
    this.method = method;
    this.headers = headers;
    this.body = body;
    this.connectTimeout = connectTimeout;
  }

  /**
   * {@return the same request to another place}
   *
   * @param target an absolute {@code http} or {@code https} URI
   * @param headers the headers to send there
   */
  public BackendRequest to(URI target, Headers headers) {
    return new BackendRequest(target, method, headers, body, connectTimeout);
  }

  /** {@return the absolute {@code http} or {@code https} URI} */
  public URI uri() {
    return uri;
  }

  /** {@return the method} */
  public String method() {
    return method;
  }

  /** {@return the headers to send} */
  public Headers headers() {
    return headers;
  }

  /** {@return a read-only view of the body, a new one at each call} */
  public ByteBuffer body() {
    return ByteBuffer.wrap(body).asReadOnlyBuffer();
  }

  /** {@return how long connecting may take, TLS included} */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /**
   * Shows method, scheme, host and path, and the headers without secrets; neither query nor body.
   */
  @Override
  public String toString() {
    return method + " " + Redaction.withoutSecrets(uri) + " " + headers;
  }
}
