package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A request on its way from HTTP/2 to HTTP/1.1. */
final class Http1Request {
  private final StringBuilder head = new StringBuilder();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean hasLength;

  Http1Request(String method, String target, String authority) {
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    header("Host", authority);
  }

  void header(String name, String value) {
    hasLength |= name.equalsIgnoreCase("content-length");
    head.append(name).append(": ").append(value).append("\r\n");
  }

  void body(ByteBuffer some) {
    var bytes = new byte[some.remaining()];
    some.get(bytes);
    body.writeBytes(bytes);
  }

  /** {@return it as it goes out} */
  byte[] bytes() {
    if (!hasLength && body.size() > 0) {
      header("Content-Length", String.valueOf(body.size()));
    }
    return BodyFraming.join((head + "\r\n").getBytes(ISO_8859_1), body.toByteArray());
  }
}
