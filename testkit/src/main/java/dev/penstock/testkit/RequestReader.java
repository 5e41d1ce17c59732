package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests off a connection. */
final class RequestReader {
  private static final int MAX_LINE = 1 << 20;
  private static final int MAX_BODY = 1 << 28;
  private static final Pattern REQUEST_LINE = Pattern.compile("\\S+ \\S+ HTTP/1\\.[01]");

  private final int connection;
  private final InputStream in;
  private final Runnable sendContinue;

  /**
   * Makes a reader.
   *
   * @param sendContinue called when a client waits for {@code 100 Continue} before it sends a body
   */
  RequestReader(int connection, InputStream in, Runnable sendContinue) {
    this.connection = connection;
    this.in = new BufferedInputStream(in);
    this.sendContinue = sendContinue;
  }

  /** Waits for the next request; null once the client has closed its side. */
  @Nullable ReceivedRequest next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    var requestLine = (char) first + line();
    if (!REQUEST_LINE.matcher(requestLine).matches()) {
      throw new ProtocolException("not a request line: " + requestLine);
    }
    var headers = headers();
    return new ReceivedRequest(connection, requestLine, headers, body(headers));
  }

  private List<Header> headers() throws IOException {
    var headers = new ArrayList<Header>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("not a header field: " + line);
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private byte[] body(List<Header> headers) throws IOException {
    boolean chunked = false;
    int length = 0;
    for (var header : headers) {
      if (header.is("Transfer-Encoding")) {
        chunked |= header.hasToken("chunked");
      } else if (header.is("Content-Length")) {
        length = size(header.value(), 10);
      } else if (header.is("Expect") && header.hasToken("100-continue")) {
        sendContinue.run();
      }
    }
    return chunked ? chunks() : exactly(length);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var head = line();
      int extension = head.indexOf(';');
      int size = size(extension < 0 ? head : head.substring(0, extension), 16);
      if (size == 0) {
        headers();
        return body.toByteArray();
      }
      body.writeBytes(exactly(size));
      if (!line().isEmpty()) {
        throw new ProtocolException("a chunk of " + size + " bytes is longer than it says");
      }
    }
  }

  private static int size(String digits, int radix) throws ProtocolException {
    try {
      int size = Integer.parseInt(digits.strip(), radix);
      if (size >= 0 && size <= MAX_BODY) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Reported below, with what was seen.
    }
    throw new ProtocolException("not a size from 0 to " + MAX_BODY + ": " + digits);
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the client left within a request's body");
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the client left within a request");
      }
      if (line.size() == MAX_LINE) {
        throw new ProtocolException("a line of a request exceeds " + MAX_LINE + " bytes");
      }
      line.write(b);
    }
    var text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
