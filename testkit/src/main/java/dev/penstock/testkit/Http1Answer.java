package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one answer of HTTP/1.1, part by part, strictly. */
final class Http1Answer {
  private static final int MOST_BYTES = 16 << 10;

  /** Some of an answer. */
  sealed interface Part {
    /** A head, interim or final; the last part if no body follows it. */
    record Head(int status, List<Header> fields, boolean isLast) implements Part {}

    /** Bytes of the body, as they came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes) implements Part {
      @Override
      public boolean isLast() {
        return false;
      }
    }

    /** The end of the body. */
    record End(List<Header> trailers) implements Part {
      @Override
      public boolean isLast() {
        return true;
      }
    }

    boolean isLast();
  }

  private final InputStream in;
  private BodyFraming framing = BodyFraming.NONE;

  /** What is left of the transfer chunk, or of the length. */
  private long left;

  private boolean firstChunk = true;

  Http1Answer(InputStream in) {
    this.in = new BufferedInputStream(in, MOST_BYTES);
  }

  /**
   * {@return what comes next}
   *
   * @throws IOException if the answer breaks off or is no HTTP
   */
  Part next() throws IOException {
    return switch (framing) {
      case NONE -> head();
      case CHUNKED -> left > 0 ? bytes() : chunk();
      case LENGTH -> left > 0 ? bytes() : new Part.End(List.of());
      case UNTIL_CLOSE -> untilClose();
    };
  }

  private Part head() throws IOException {
    var line = line();
    if (!line.matches("HTTP/1\\.1 [1-9]\\d\\d( .*)?")) {
      throw new ProtocolException("no status line: " + line);
    }
    int status = Integer.parseInt(line.substring(9, 12));
    var all = fields();
    if (status >= 200) {
      framing = framing(status, all);
    }
    var fields = all.stream().filter(field -> !isOfTheConnection(field)).toList();
    return new Part.Head(status, fields, framing == BodyFraming.LENGTH && left == 0);
  }

  private BodyFraming framing(int status, List<Header> fields) {
    if (status == 204 || status == 304) {
      return BodyFraming.LENGTH;
    }
    for (var field : fields) {
      if (field.is("Transfer-Encoding")) {
        return BodyFraming.CHUNKED;
      }
      if (field.is("Content-Length")) {
        left = Long.parseLong(field.value());
        return BodyFraming.LENGTH;
      }
    }
    return BodyFraming.UNTIL_CLOSE;
  }

  private static boolean isOfTheConnection(Header field) {
    return field.is("Transfer-Encoding") || field.is("Connection") || field.is("Keep-Alive");
  }

  private Part chunk() throws IOException {
    if (!firstChunk) {
      expectLineEnd();
    }
    firstChunk = false;
    var size = line();
    try {
      left = Long.parseLong(size, 16);
    } catch (NumberFormatException e) {
      throw new ProtocolException("no size of a chunk: " + size);
    }
    return left > 0 ? bytes() : new Part.End(fields());
  }

  private void expectLineEnd() throws IOException {
    if (!line().isEmpty()) {
      throw new ProtocolException("a chunk longer than its size");
    }
  }

  private Part bytes() throws IOException {
    var some = some((int) Math.min(left, MOST_BYTES));
    if (some.length == 0) {
      throw new EOFException();
    }
    left -= some.length;
    return new Part.Bytes(some);
  }

  private Part untilClose() throws IOException {
    var some = some(MOST_BYTES);
    return some.length == 0 ? new Part.End(List.of()) : new Part.Bytes(some);
  }

  private byte[] some(int most) throws IOException {
    var bytes = new byte[most];
    int count = in.read(bytes);
    return Arrays.copyOf(bytes, Math.max(0, count));
  }

  private List<Header> fields() throws IOException {
    var fields = new ArrayList<Header>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("no header field: " + line);
      }
      fields.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return fields;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
    }
    var text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
