package dev.penstock.backend.jdk;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Redaction;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Says a request in the words of the HttpClient. Stateless. */
final class Requests {
  private Requests() {}

  /**
   * {@return the client's form of a request}
   *
   * @param request the request
   * @param version the version of HTTP; null to leave it to the client
   * @throws IllegalArgumentException if the client can't send it; the message shows no secret
   */
  static HttpRequest of(BackendRequest request, @Nullable Version version) {
    HttpRequest.Builder builder;
    try {
      builder = HttpRequest.newBuilder(request.uri());
      builder.method(request.method(), body(request.body()));
    } catch (IllegalArgumentException e) {
      // The exception has all of the URI in it, which may have a key in it.
      throw new IllegalArgumentException(
          "can't be sent by the JDK's client: "
              + request.method()
              + " "
              + Redaction.withoutSecrets(request.uri()));
    }
    if (version != null) {
      builder.version(version);
    }
    for (var field : request.headers()) {
      try {
        builder.header(field.name(), field.value());
      } catch (IllegalArgumentException e) {
        // The exception may have the value in it.
        throw new IllegalArgumentException(
            "header "
                + field.name()
                + " can't be sent by the JDK's client: it sets this header itself, or the value is"
                + " not Latin-1");
      }
    }
    return builder.build();
  }

  private static BodyPublisher body(ByteBuffer bytes) {
    return bytes.hasRemaining() ? new RequestBody(bytes) : BodyPublishers.noBody();
  }
}
