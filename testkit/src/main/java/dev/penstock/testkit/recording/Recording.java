package dev.penstock.testkit.recording;

import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import dev.penstock.spi.TransportException.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream as it was: the request, the head of the answer, every chunk of its body with the time
 * at which it came, and how it ended. Read from a text file that a {@link StreamRecorder} wrote, or
 * that somebody wrote by hand. Immutable.
 *
 * <p><b>The file</b> is UTF-8. Version 1 has this grammar, in the notation of RFC 5234, with LF or
 * CRLF for a line end; blank lines and lines that begin with {@code #} mean nothing:
 *
 * <pre>
 * recording = "penstock recording 1" LF request [response *chunk] [end]
 * request   = "request" SP method SP uri LF *field [body]
 * body      = "body" SP size SP "bytes sha256=" 64HEXDIG LF *bytes ; of what was sent
 * response  = "response" SP status SP "at" SP time LF *field
 * chunk     = "chunk at" SP time LF 1*bytes
 * end       = "end at" SP time SP ("completed" / "closed" / "failed" SP phase ":" SP message) LF
 * field     = name ":" SP value LF
 * time      = 1*DIGIT ["." 1*DIGIT] SP "ms"         ; since the request was begun
 * phase     = "CONNECT" / "CONNECT_TIMEOUT" / "HEAD" / "BODY"
 * bytes     = "|" SP text LF                        ; the text and a line feed
 *           / ":" SP text LF                        ; the text alone
 *           / "=" SP base64 LF
 * text      = *(visible character / "%" 2HEXDIG)    ; a byte; also of UTF-8 that a chunk splits
 * </pre>
 *
 * <p>What is a secret, or may be, stands there as {@code <redacted>}: see {@link StreamRecorder}. A
 * file without an end was left by a process that ended first.
 */
public final class Recording {

  /** How a stream ended. */
  public sealed interface End {
    /** The body was read to its proper end. */
    record Completed() implements End {}

    /** Its reader closed it before. Whether the server had more to say is not known. */
    record Closed() implements End {}

    /**
     * The transport failed.
     *
     * @param phase how far it had come
     * @param message the backend's words
     */
    record Failed(Phase phase, String message) implements End {}

    /** Nobody wrote how it ended: the process ended first. */
    record Unfinished() implements End {}
  }

  /**
   * Bytes of a body.
   *
   * @param atNanos when they came, in nanoseconds since the request was begun
   * @param bytes the bytes, not to be written to
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Piece(long atNanos, byte[] bytes) {}

  private final String name;
  private final Request request;
  private final @Nullable ResponseHead head;
  private final long headNanos;
  private final List<Piece> pieces;
  private final End end;
  private final long endNanos;

  /**
   * What was asked.
   *
   * @param method the method
   * @param uri where, without user info and query values
   * @param headers the headers, with {@code <redacted>} for what is not known to be harmless
   * @param bodySha256 the SHA-256 of the body as it was sent, in hexadecimal digits; null if the
   *     file does not say
   * @param body the body as it is shown; empty if it is not
   */
  public record Request(
      String method, URI uri, Headers headers, @Nullable String bodySha256, String body) {}

  Recording(
      String name,
      Request request,
      @Nullable ResponseHead head,
      long headNanos,
      List<Piece> pieces,
      End end,
      long endNanos) {
    this.name = name;
    this.request = request;
    this.head = head;
    this.headNanos = headNanos;
    this.pieces = List.copyOf(pieces);
    this.end = end;
    this.endNanos = endNanos;
  }

  /**
   * {@return the recording of a file}
   *
   * @param file the file
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException if it is no recording; the message names file and line
   */
  public static Recording read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file));
  }

  /**
   * {@return the recording that a text is}
   *
   * @param name what messages call it
   * @param text the text of a file
   * @throws IllegalArgumentException if it is no recording; the message names the line
   */
  public static Recording parse(String name, String text) {
    return new RecordingParser(name, text).parse();
  }

  /**
   * {@return a recording of a body of which nothing else is known: status 200, whole, at once}
   *
   * @param name what messages call it
   * @param contentType the body's content type
   * @param body the body, copied; may be empty
   */
  public static Recording ofBody(String name, String contentType, byte[] body) {
    var headers = Headers.of("Content-Type", contentType);
    var request =
        new Request("POST", URI.create("http://recording.invalid/"), Headers.none(), null, "");
    return new Recording(
        name,
        request,
        new ResponseHead(200, headers),
        0,
        body.length == 0 ? List.of() : List.of(new Piece(0, body.clone())),
        new End.Completed(),
        0);
  }

  /**
   * {@return whether a text begins as a recording does}
   *
   * @param text some of a file
   */
  public static boolean isRecording(String text) {
    return text.startsWith(RecordingWriter.FIRST_WORDS);
  }

  /** {@return what messages call it: its file's name} */
  public String name() {
    return name;
  }

  /** {@return what was asked} */
  public Request request() {
    return request;
  }

  /** {@return the head of the answer; empty if none came} */
  public Optional<ResponseHead> head() {
    return Optional.ofNullable(head);
  }

  /** {@return when the head came, in nanoseconds since the request was begun; 0 if none did} */
  public long headNanos() {
    return headNanos;
  }

  /** {@return the chunks of the body as they came} */
  public List<Piece> pieces() {
    return pieces;
  }

  /** {@return a copy of the whole body} */
  public byte[] body() {
    var body = new ByteArrayOutputStream();
    pieces.forEach(piece -> body.writeBytes(piece.bytes));
    return body.toByteArray();
  }

  /** {@return how it ended} */
  public End end() {
    return end;
  }

  /** {@return when it ended, in nanoseconds since the request was begun} */
  public long endNanos() {
    return endNanos;
  }

  /** Shows its name, what was asked and how it ended. */
  @Override
  public String toString() {
    return name + ": " + request.method + " " + request.uri + ", " + end;
  }
}
