package dev.penstock.backend.jetty;

import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Says in our words what Jetty throws; its own messages are dumps of its internals, and stay in the
 * cause.
 */
final class Failures {
  private Failures() {}

  /** {@return that the server could not be reached; it has seen no byte of the request} */
  static TransportException connecting(Throwable cause, String server) {
    if (isAny(cause, SocketTimeoutException.class::isInstance)) {
      return connectTimeout(server, cause);
    }
    var why =
        isAny(cause, UnknownHostException.class::isInstance)
                || isAny(cause, UnresolvedAddressException.class::isInstance)
            ? "no such host"
            : isAny(cause, SSLException.class::isInstance)
                ? tls(cause)
                : isAny(cause, ConnectException.class::isInstance)
                    ? "connection refused"
                    : cause instanceof HttpResponseException refused
                        ? "the proxy answered " + refused.getResponse().getStatus()
                        : "connection lost";
    return new TransportException(Phase.CONNECT, "cannot connect to " + server + ": " + why, cause);
  }

  /** {@return that connecting took too long} */
  static TransportException connectTimeout(String server, @Nullable Throwable cause) {
    return new TransportException(
        Phase.CONNECT_TIMEOUT, "connecting to " + server + " took too long", cause);
  }

  /** {@return that no head came, though the server may have seen the request} */
  static TransportException awaitingHead(Throwable cause, String server) {
    var why =
        isNoHttp(cause)
            ? "what " + server + " answered is no HTTP, or its head is too large"
            : "connection to " + server + lost(cause) + " before the head of the response";
    return new TransportException(Phase.HEAD, why, cause);
  }

  /** {@return that the body broke off} */
  static TransportException inBody(Throwable cause) {
    var why =
        isNoHttp(cause)
            ? "the body of the response is framed wrongly"
            : "connection" + lost(cause) + " before the end of the body";
    return new TransportException(Phase.BODY, why, cause);
  }

  private static String lost(Throwable cause) {
    if (isAny(cause, EOFException.class::isInstance)) {
      return " closed";
    }
    return isAny(cause, Failures::tellsOfReset) ? " reset" : " lost";
  }

  private static boolean tellsOfReset(Throwable each) {
    var message = each.getMessage();
    if (message == null) {
      return false;
    }
    var text = message.toLowerCase(Locale.ROOT);
    // What the JDK says of RST, and Jetty of an HTTP/2 stream's end by RST_STREAM: the error's
    // name.
    return text.startsWith("connection reset")
        || text.endsWith("_error")
        || text.startsWith("reset_code");
  }

  private static boolean isNoHttp(Throwable cause) {
    return isAny(
        cause, each -> each instanceof HttpException || each instanceof HttpResponseException);
  }

  static boolean isTls(Throwable cause) {
    return isAny(cause, SSLException.class::isInstance);
  }

  private static String tls(Throwable cause) {
    if (isAny(cause, CertPathBuilderException.class::isInstance)) {
      return "its certificate is not trusted";
    }
    return isAny(cause, CertificateException.class::isInstance)
        ? "its certificate is not valid for it"
        : "no agreement on TLS";
  }

  private static boolean isAny(@Nullable Throwable thrown, Predicate<Throwable> condition) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (condition.test(each)) {
        return true;
      }
    }
    return false;
  }
}
