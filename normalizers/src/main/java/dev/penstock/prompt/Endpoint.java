package dev.penstock.prompt;

import dev.penstock.StreamRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.RequestSigner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider is, and what it wants to see with each request: for those who write a provider.
 * Immutable.
 */
public final class Endpoint {
  private final String baseUrl;
  private final Headers headers;
  private final @Nullable RequestSigner signer;

  private Endpoint(String baseUrl, Headers headers, @Nullable RequestSigner signer) {
    this.baseUrl = baseUrl;
    this.headers = headers;
    this.signer = signer;
  }

  /**
   * {@return an endpoint that wants nothing}
   *
   * @param baseUrl what the paths are appended to; slashes at its end play no part
   * @throws IllegalArgumentException if it is no http or https URL; the message does not show it
   */
  public static Endpoint at(String baseUrl) {
    return new Endpoint(checked(baseUrl), Headers.none(), null);
  }

  private static String checked(String baseUrl) {
    var trimmed = baseUrl.strip().replaceFirst("/+$", "");
    var uri = StreamRequest.post(trimmed).uri();
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a base URL with a query or a fragment in it");
    }
    return trimmed;
  }

  /**
   * {@return this at another base URL, with the same headers}
   *
   * @param baseUrl what the paths are appended to
   * @throws IllegalArgumentException as {@link #at} says
   */
  public Endpoint movedTo(String baseUrl) {
    return new Endpoint(checked(baseUrl), headers, signer);
  }

  /**
   * {@return this with a header in place of all of that name}
   *
   * @param name its name
   * @param value its value
   * @throws IllegalArgumentException if one can't be sent; the message does not show the value
   */
  public Endpoint withHeader(String name, String value) {
    return new Endpoint(baseUrl, headers.with(name, value), signer);
  }

  /**
   * {@return this with a key in a header}
   *
   * @param header the header's name
   * @param prefix what stands before the key, {@code "Bearer "} perhaps
   * @param key the key
   * @throws IllegalArgumentException if the key is blank, or has a control character in it, such as
   *     a line end; the message does not show it
   */
  public Endpoint withKey(String header, String prefix, String key) {
    if (key.isBlank()) {
      throw new IllegalArgumentException("the key is blank");
    }
    return withHeader(header, prefix + key);
  }

  /**
   * {@return this with its requests signed}
   *
   * @param signer signs
   */
  public Endpoint withSigner(RequestSigner signer) {
    return new Endpoint(baseUrl, headers, signer);
  }

  /** {@return the base URL, without a slash at its end} */
  public String baseUrl() {
    return baseUrl;
  }

  /**
   * {@return a POST, with neither body nor dialect yet}
   *
   * @param path what is appended to the base URL, a slash first
   */
  public StreamRequest post(String path) {
    var request = StreamRequest.post(baseUrl + path).withHeaders(headers);
    return signer == null ? request : request.withSigner(signer);
  }

  /**
   * {@return a text as a segment of a path: all but letters, digits and {@code -._~} is encoded, as
   * RFC 3986 §3.3 allows and AWS demands}
   *
   * @param text the text
   */
  public static String segment(String text) {
    var encoded = new StringBuilder();
    for (byte b : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format("%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  /**
   * {@return the value of the first of some environment variables that is set}
   *
   * @param environment the environment's variables by name
   * @param names the variables' names
   * @throws IllegalStateException if none is
   */
  public static String required(Function<String, @Nullable String> environment, String... names) {
    var value = optional(environment, names);
    if (value == null) {
      throw new IllegalStateException(
          "the environment variable " + String.join(" or ", names) + " is not set");
    }
    return value;
  }

  /**
   * {@return the value of the first of some environment variables that is set, null if none is}
   *
   * @param environment the environment's variables by name
   * @param names the variables' names
   */
  public static @Nullable String optional(
      Function<String, @Nullable String> environment, String... names) {
    for (var name : names) {
      var value = environment.apply(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  /** Shows where it is, and of the headers what is harmless. */
  @Override
  public String toString() {
    return post("").toString();
  }
}
