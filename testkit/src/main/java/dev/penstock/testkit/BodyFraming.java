package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** How the end of a body is told, RFC 9112 §6. */
enum BodyFraming {
  /** No head was sent: bytes go out as they are, and only closing the connection ends them. */
  NONE,
  /** {@code Transfer-Encoding: chunked}. */
  CHUNKED,
  /** {@code Content-Length}. */
  LENGTH,
  /** Neither header: the body ends where the connection does. */
  UNTIL_CLOSE;

  private static final byte[] CRLF = {'\r', '\n'};

  /**
   * {@return the bytes that carry a piece of the body} An empty piece has none: an empty chunk
   * would be the end.
   */
  byte[] frame(byte[] piece) {
    if (this != CHUNKED || piece.length == 0) {
      return piece;
    }
    return join(chunkHead(piece.length), piece, CRLF);
  }

  /** {@return whether a connection can carry another answer after this one} */
  boolean isReusable() {
    return this == CHUNKED || this == LENGTH;
  }

  static byte[] chunkHead(long size) {
    return (Long.toHexString(size) + "\r\n").getBytes(ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (var part : parts) {
      length += part.length;
    }
    var whole = new byte[length];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
