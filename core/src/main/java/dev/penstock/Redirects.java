package dev.penstock;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes the request that follows a redirect, where that can be done without harm (RFC 9110 §15.4).
 *
 * <p>To another origin go only headers that are known to be harmless: no list of the names of
 * secrets is complete. A redirect that would turn a POST into a GET is not followed, nor one from
 * {@code https} to {@code http}.
 */
final class Redirects {
  private Redirects() {}

  /**
   * {@return the request to send next, or null if the response is no redirect that can be followed}
   *
   * @param request what was sent
   * @param head what came back
   */
  static @Nullable BackendRequest next(BackendRequest request, ResponseHead head) {
    var location = head.headers().first("location").orElse(null);
    if (location == null || !keepsMethod(head.status(), request.method())) {
      return null;
    }
    URI target;
    try {
      target = request.uri().resolve(URI.create(location.strip()));
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (!isHttp(target) || (isSecure(request.uri()) && !isSecure(target))) {
      return null;
    }
    var headers =
        sameOrigin(request.uri(), target) ? request.headers() : harmless(request.headers());
    return request.to(target, headers);
  }

  private static boolean keepsMethod(int status, String method) {
    return switch (status) {
      case 307, 308 -> true;
      case 301, 302, 303 -> method.equals("GET");
      default -> false;
    };
  }

  private static Headers harmless(Headers headers) {
    return Headers.of(
        headers.fields().stream().filter(field -> Headers.isHarmless(field.name())).toList());
  }

  /** {@return whether two URIs have scheme, host and port in common} */
  static boolean sameOrigin(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && port(a) == port(b);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return isSecure(uri) ? 443 : 80;
  }

  private static boolean isHttp(URI uri) {
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
  }

  private static boolean isSecure(URI uri) {
    return uri.getScheme().equalsIgnoreCase("https");
  }
}
