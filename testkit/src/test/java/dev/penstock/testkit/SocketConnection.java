package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on one socket, one request after the other. Used by one thread at a time; closed by any.
 */
final class SocketConnection {
  private static final int BUFFER = 8 << 10;
  private static final long UNTIL_CLOSE = -1;

  private final Socket socket = new Socket();
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;

  /** What is left of the body, or of its current chunk. */
  private long left;

  private boolean chunked;
  private boolean ended;
  private boolean reusable;

  void connect(BackendRequest request) throws IOException {
    long millis = Math.min(Integer.MAX_VALUE, request.connectTimeout().toMillis());
    socket.setTcpNoDelay(true);
    socket.connect(SocketBackend.address(request.uri()), (int) millis);
  }

  void send(BackendRequest request) throws IOException {
    var uri = request.uri();
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var head = new StringBuilder(request.method()).append(' ').append(path);
    if (uri.getRawQuery() != null) {
      head.append('?').append(uri.getRawQuery());
    }
    head.append(" HTTP/1.1\r\nHost: ").append(uri.getAuthority()).append("\r\n");
    for (var field : request.headers()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    var body = new byte[request.body().remaining()];
    request.body().get(body);
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    var out = socket.getOutputStream();
    out.write((head + "\r\n").getBytes(ISO_8859_1));
    out.write(body);
  }

  ResponseHead readHead() throws IOException {
    while (true) {
      var statusLine = line();
      if (!statusLine.matches("HTTP/1\\.1 \\d{3} .*")) {
        throw new ProtocolException("no status line");
      }
      int status = Integer.parseInt(statusLine.substring(9, 12));
      var headers = fields();
      if (status >= 200) {
        begin(status, headers);
        return new ResponseHead(status, headers);
      }
    }
  }

  private void begin(int status, Headers headers) {
    chunked = headers.first("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    left =
        chunked || status == 204
            ? 0
            : headers.first("content-length").map(Long::parseLong).orElse(UNTIL_CLOSE);
    ended = left == 0 && !chunked;
    boolean close = headers.first("connection").filter("close"::equalsIgnoreCase).isPresent();
    reusable = left != UNTIL_CLOSE && !close;
  }

  /** Reads the next bytes of the body; null at its end. */
  byte @Nullable [] readBody() throws IOException {
    if (chunked && left == 0 && !ended) {
      left = Long.parseLong(line(), 16);
      if (left == 0) {
        fields();
        ended = true;
      }
    }
    if (ended) {
      return null;
    }
    if (position == limit && !fill()) {
      if (left != UNTIL_CLOSE) {
        throw new EOFException();
      }
      ended = true;
      return null;
    }
    return piece();
  }

  private byte[] piece() throws IOException {
    int count = limit - position;
    if (left != UNTIL_CLOSE) {
      count = (int) Math.min(count, left);
      left -= count;
    }
    var bytes = Arrays.copyOfRange(buffer, position, position + count);
    position += count;
    if (left == 0) {
      if (chunked) {
        line();
      } else {
        ended = true;
      }
    }
    return bytes;
  }

  boolean isReusable() {
    return ended && reusable && position == limit;
  }

  private Headers fields() throws IOException {
    var fields = new ArrayList<Headers.Field>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("no header field");
      }
      fields.add(new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return Headers.of(fields);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      if (position == limit && !fill()) {
        throw new EOFException();
      }
      byte next = buffer[position++];
      if (next == '\n') {
        return line.toString(ISO_8859_1).stripTrailing();
      }
      line.write(next);
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, socket.getInputStream().read(buffer));
    return limit > 0;
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
