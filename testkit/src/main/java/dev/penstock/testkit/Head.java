package dev.penstock.testkit;

import org.jspecify.annotations.Nullable;

/**
 * The head of an {@link Answer}, and what it says of the body and of the connection.
 *
 * @param text what is to be sent of it, without its blank line; null before it is begun, and once
 *     it is sent
 * @param framing how the body's end is told
 * @param announcesClose whether the connection ends with the body
 */
record Head(@Nullable String text, BodyFraming framing, boolean announcesClose) {
  static final Head NONE = new Head(null, BodyFraming.NONE, /* announcesClose= */ false);

  Head begun(String firstLine) {
    return new Head(firstLine + "\r\n", BodyFraming.UNTIL_CLOSE, announcesClose);
  }

  Head and(Header header) {
    boolean close = header.is("Connection") && header.hasToken("close");
    return new Head(pending() + header + "\r\n", framing, announcesClose || close);
  }

  Head chunked() {
    return new Head(
        pending() + "Transfer-Encoding: chunked\r\n", BodyFraming.CHUNKED, announcesClose);
  }

  Head contentLength(long length) {
    return new Head(
        pending() + "Content-Length: " + length + "\r\n", BodyFraming.LENGTH, announcesClose);
  }

  Head sent() {
    return new Head(null, framing, announcesClose);
  }

  /** {@return whether there is one, sent or not} */
  boolean isBegun() {
    return isPending() || framing != BodyFraming.NONE;
  }

  /** {@return whether it is begun and not sent} */
  boolean isPending() {
    return text != null;
  }

  String pending() {
    if (text == null) {
      throw new IllegalStateException("a header field without a head: status() comes first");
    }
    return text;
  }

  BodyFraming bodyFraming() {
    if (framing == BodyFraming.NONE) {
      throw new IllegalStateException("a body without a head: status() comes first, or use raw()");
    }
    return framing;
  }

  /** {@return whether the connection can carry another answer after this one} */
  boolean allowsReuse() {
    return framing.isReusable() && !announcesClose;
  }
}
