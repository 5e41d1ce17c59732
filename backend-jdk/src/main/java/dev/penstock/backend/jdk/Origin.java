package dev.penstock.backend.jdk;

import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request is sent to, and the words for what can go wrong with them.
 *
 * @param hostAndPort the host, and the port if it was given
 */
record Origin(String hostAndPort) {

  static Origin of(URI uri) {
    return new Origin(uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
  }

  /**
   * {@return the failure of an exchange}
   *
   * @param thrown what the client threw
   * @param inBody whether the head had come
   */
  TransportException failure(Throwable thrown, boolean inBody) {
    var cause = unwrapped(thrown);
    return inBody ? inBody(cause) : beforeHead(cause);
  }

  private TransportException beforeHead(Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException late ->
          new TransportException(
              Phase.CONNECT_TIMEOUT,
              "no connection to " + hostAndPort + " within the time for it",
              late);
      case ConnectException refused ->
          new TransportException(
              Phase.CONNECT,
              has(refused, UnresolvedAddressException.class)
                      || has(refused, UnknownHostException.class)
                  ? "the host of " + hostAndPort + " is not known"
                  : "could not connect to " + hostAndPort,
              refused);
      case SSLHandshakeException refused ->
          new TransportException(
              Phase.CONNECT,
              has(refused, CertificateException.class)
                  ? "the certificate of " + hostAndPort + " is not trusted"
                  : "no TLS connection to " + hostAndPort + " could be agreed on",
              refused);
      case SSLException broken ->
          new TransportException(
              Phase.HEAD, "the TLS connection to " + hostAndPort + " failed", broken);
      case ProtocolException nonsense ->
          new TransportException(
              Phase.HEAD, "what " + hostAndPort + " answered is no HTTP", nonsense);
      case IOException lost ->
          new TransportException(
              Phase.HEAD,
              "the connection to " + hostAndPort + " was lost before a response came",
              lost);
      default ->
          new TransportException(
              Phase.HEAD, "the request to " + hostAndPort + " failed in the HTTP client", cause);
    };
  }

  private TransportException inBody(Throwable cause) {
    var how =
        switch (cause) {
          case ProtocolException nonsense -> "went on with what is no HTTP";
          case IOException lost when said(lost).contains("reset") -> "was reset";
          case IOException lost -> "was closed";
          default -> "failed in the HTTP client";
        };
    return new TransportException(
        Phase.BODY, "the response of " + hostAndPort + " broke off: the connection " + how, cause);
  }

  private static String said(Throwable cause) {
    return causes(cause).map(Throwable::getMessage).map(String::valueOf).reduce("", String::concat);
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    return causes(thrown).anyMatch(type::isInstance);
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.<@Nullable Throwable>iterate(
            thrown, t -> t != null, t -> t == null ? null : t.getCause())
        .limit(10)
        .flatMap(t -> Optional.ofNullable(t).stream());
  }

  private static Throwable unwrapped(Throwable thrown) {
    var at = thrown;
    while (at instanceof CompletionException || at instanceof ExecutionException) {
      var cause = at.getCause();
      if (cause == null) {
        break;
      }
      at = cause;
    }
    return at;
  }
}
