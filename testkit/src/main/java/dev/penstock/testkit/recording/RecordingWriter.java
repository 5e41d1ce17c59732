package dev.penstock.testkit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import dev.penstock.testkit.recording.Recording.End;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes a recording's text, part by part, each of them at once on its way to the file. What it is
 * given has lost its secrets already, but for headers and URIs. Not thread-safe.
 */
final class RecordingWriter {
  static final String FIRST_WORDS = "penstock recording ";
  static final String FIRST_LINE = FIRST_WORDS + "1";

  private final OutputStream out;

  RecordingWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes the request.
   *
   * @param shownBody what is shown of its body
   */
  void request(BackendRequest request, String shownBody) throws IOException {
    var text = new StringBuilder(FIRST_LINE).append("\n\nrequest ");
    text.append(request.method()).append(' ').append(Redacted.uri(request.uri())).append('\n');
    fields(text, request.headers());
    var body = request.body();
    if (body.hasRemaining()) {
      text.append("body ").append(body.remaining()).append(" bytes sha256=");
      text.append(sha256(body)).append('\n');
      lines(text, EscapedBytes.encode(shownBody.getBytes(UTF_8)));
    }
    write(text);
  }

  void head(long nanos, ResponseHead head) throws IOException {
    var text = new StringBuilder("\nresponse ").append(head.status()).append(" at ");
    text.append(time(nanos)).append('\n');
    fields(text, head.headers());
    write(text.append('\n'));
  }

  void chunk(long nanos, byte[] bytes) throws IOException {
    var text = new StringBuilder("chunk at ").append(time(nanos)).append('\n');
    lines(text, EscapedBytes.encode(bytes));
    write(text);
  }

  void end(long nanos, End end) throws IOException {
    var text = new StringBuilder("\nend at ").append(time(nanos)).append(' ');
    switch (end) {
      case End.Completed() -> text.append("completed");
      case End.Closed() -> text.append("closed");
      case End.Failed(var phase, var message) ->
          text.append("failed ").append(phase).append(": ").append(onOneLine(message));
      case End.Unfinished() -> throw new IllegalArgumentException("nothing to write");
    }
    write(text.append('\n'));
  }

  private static void fields(StringBuilder text, Headers headers) {
    for (var field : headers) {
      if (EscapedBytes.isEncoded(field.name()) || field.name().startsWith("#")) {
        // A name allowed by HTTP and used by nobody, that would read as something else.
        continue;
      }
      var value = Headers.isHarmless(field.name()) ? field.value() : Redacted.MARK;
      text.append(field.name()).append(": ").append(value).append('\n');
    }
  }

  private static void lines(StringBuilder text, List<String> lines) {
    lines.forEach(line -> text.append(line).append('\n'));
  }

  private static String time(long nanos) {
    return BigDecimal.valueOf(nanos / 1000, 3).toPlainString() + " ms";
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private void write(StringBuilder text) throws IOException {
    out.write(text.toString().getBytes(UTF_8));
    out.flush();
  }

  static String sha256(ByteBuffer bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has it", e);
    }
  }
}
