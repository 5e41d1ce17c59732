package dev.penstock;

import dev.penstock.BackendChoice.Wanted;
import dev.penstock.spi.Backend;
import dev.penstock.spi.Headers;
import dev.penstock.spi.Redaction;
import dev.penstock.spi.RequestSigner;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What to send, and how to read what comes back. Immutable: each {@code with} returns a changed
 * copy.
 *
 * {@snippet :
 * var request =
 *     StreamRequest.post("https://llm.example/v1/chat/completions")
 *         .withHeader("Authorization", "Bearer " + key)
 *         .withJson(body)
 *         .withDialect(OpenAi.CHAT);
 * }
 */
public final class StreamRequest {
  private static final byte[] NO_BODY = {};

  private final URI uri;
  private final String method;
  private final Headers headers;
  private final byte[] body;
  private final @Nullable Dialect dialect;
  private final @Nullable RequestSigner signer;
  private final UnaryOperator<StreamOptions> options;
  private final Wanted backend;
  private final @Nullable Cancellation cancellation;

  private StreamRequest(
      URI uri,
      String method,
      Headers headers,
      byte[] body,
      @Nullable Dialect dialect,
      @Nullable RequestSigner signer,
      UnaryOperator<StreamOptions> options,
      Wanted backend,
      @Nullable Cancellation cancellation) {
    this.uri = uri;
    this.method = method;
    this.headers = headers;
    this.body = body;
    this.dialect = dialect;
    this.signer = signer;
    this.options = options;
    this.backend = backend;
    this.cancellation = cancellation;
  }

  /**
   * {@return a POST to a URI}
   *
   * @param uri an absolute {@code http} or {@code https} URI
   * @throws IllegalArgumentException if it is none
   */
  public static StreamRequest post(URI uri) {
    return to("POST", uri);
  }

  /**
   * {@return a POST to a URI; as {@link #post(URI)}}
   *
   * @param uri an absolute {@code http} or {@code https} URI
   * @throws IllegalArgumentException if it is none
   */
  public static StreamRequest post(String uri) {
    return to("POST", parse(uri));
  }

  /**
   * {@return a GET of a URI}
   *
   * @param uri an absolute {@code http} or {@code https} URI
   * @throws IllegalArgumentException if it is none
   */
  public static StreamRequest get(URI uri) {
    return to("GET", uri);
  }

  /**
   * {@return a GET of a URI; as {@link #get(URI)}}
   *
   * @param uri an absolute {@code http} or {@code https} URI
   * @throws IllegalArgumentException if it is none
   */
  public static StreamRequest get(String uri) {
    return to("GET", parse(uri));
  }

  private static StreamRequest to(String method, URI uri) {
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "not an http or https URL: " + Redaction.withoutSecrets(uri));
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("a URL without a host: " + Redaction.withoutSecrets(uri));
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a URL with a user name or password in it: send an Authorization header instead");
    }
    return new StreamRequest(
        uri,
        method,
        Headers.none(),
        NO_BODY,
        null,
        null,
        UnaryOperator.identity(),
        Wanted.NOTHING,
        null);
  }

  private static URI parse(String uri) {
    try {
      return new URI(uri);
    } catch (URISyntaxException e) {
      // The exception's own message has the whole input in it, which may have a key in it.
      throw new IllegalArgumentException(
          "not a URL: " + e.getReason() + (e.getIndex() < 0 ? "" : " at index " + e.getIndex()));
    }
  }

  /** {@return the URI} */
  public URI uri() {
    return uri;
  }

  /** {@return the method} */
  public String method() {
    return method;
  }

  /** {@return the headers} */
  public Headers headers() {
    return headers;
  }

  /** {@return a copy of the body} */
  public byte[] body() {
    return body.clone();
  }

  /** {@return how the answer is read, if that was said} */
  public Optional<Dialect> dialect() {
    return Optional.ofNullable(dialect);
  }

  @Nullable RequestSigner signer() {
    return signer;
  }

  /** {@return the body itself, for the library to send} */
  byte[] bytes() {
    return body;
  }

  /** {@return the client's options as changed by this request} */
  StreamOptions options(StreamOptions ofClient) {
    return options.apply(ofClient);
  }

  Optional<Cancellation> cancellation() {
    return Optional.ofNullable(cancellation);
  }

  Wanted backend() {
    return backend;
  }

  /**
   * {@return this with one header in place of all of that name, or added}
   *
   * @param name its name
   * @param value its value
   * @throws IllegalArgumentException if the name is no header name, or the value has a line end or
   *     another control character in it; the message does not show the value
   */
  public StreamRequest withHeader(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  /**
   * {@return this with other headers in place of all}
   *
   * @param headers the headers
   */
  public StreamRequest withHeaders(Headers headers) {
    return new StreamRequest(
        uri, method, headers, body, dialect, signer, options, backend, cancellation);
  }

  /**
   * {@return this with a JSON body, and {@code Content-Type: application/json} if no other was set}
   *
   * @param json the body's text
   */
  public StreamRequest withJson(String json) {
    return withBody(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * {@return this with a body, and {@code Content-Type: application/json} if no other was set}
   *
   * @param bytes the body, copied
   */
  public StreamRequest withBody(byte[] bytes) {
    var typed =
        headers.contains("content-type")
            ? headers
            : headers.with("Content-Type", "application/json");
    return new StreamRequest(
        uri, method, typed, bytes.clone(), dialect, signer, options, backend, cancellation);
  }

  /**
   * {@return this with another way to read the answer}
   *
   * @param dialect the dialect
   */
  public StreamRequest withDialect(Dialect dialect) {
    return new StreamRequest(
        uri, method, headers, body, dialect, signer, options, backend, cancellation);
  }

  /**
   * {@return this with a signer, which adds headers whenever the request is about to be sent}
   *
   * @param signer the signer
   */
  public StreamRequest withSigner(RequestSigner signer) {
    return new StreamRequest(
        uri, method, headers, body, dialect, signer, options, backend, cancellation);
  }

  /**
   * {@return this with a change to the client's options, for this call only, after the changes made
   * before}
   *
   * @param change makes the options of the call out of the client's
   */
  public StreamRequest withOptions(UnaryOperator<StreamOptions> change) {
    var before = options;
    return new StreamRequest(
        uri,
        method,
        headers,
        body,
        dialect,
        signer,
        ofClient -> change.apply(before.apply(ofClient)),
        backend,
        cancellation);
  }

  /**
   * {@return this with the backend of a name, which nothing overrides}
   *
   * @param name the backend's name; blank to leave the choice as it is elsewhere
   */
  public StreamRequest withBackend(String name) {
    return new StreamRequest(
        uri, method, headers, body, dialect, signer, options, Wanted.of(name), cancellation);
  }

  /**
   * {@return this with a backend of the caller's own, which nothing overrides and which stays the
   * caller's to close}
   *
   * @param instance the backend
   */
  public StreamRequest withBackend(Backend instance) {
    return new StreamRequest(
        uri, method, headers, body, dialect, signer, options, Wanted.of(instance), cancellation);
  }

  /**
   * {@return this with a handle that cancels the call, also while it is still being opened}
   *
   * @param handle the handle, which may serve other calls too; it takes the place of the one before
   */
  public StreamRequest withCancellation(Cancellation handle) {
    return new StreamRequest(uri, method, headers, body, dialect, signer, options, backend, handle);
  }

  /** Shows method, host, path and harmless headers; neither keys nor query values nor the body. */
  @Override
  public String toString() {
    return method
        + " "
        + Redaction.withoutSecrets(uri)
        + " "
        + headers
        + " "
        + body.length
        + " bytes"
        + (dialect == null ? "" : ", " + dialect.name())
        + (signer == null ? "" : ", signed");
  }
}
