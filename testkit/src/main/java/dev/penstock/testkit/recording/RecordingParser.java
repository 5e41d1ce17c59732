package dev.penstock.testkit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.spi.Headers;
import dev.penstock.spi.Headers.Field;
import dev.penstock.spi.ResponseHead;
import dev.penstock.spi.TransportException.Phase;
import dev.penstock.testkit.recording.Recording.End;
import dev.penstock.testkit.recording.Recording.Piece;
import dev.penstock.testkit.recording.Recording.Request;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a recording's text, line by line. Used once. */
final class RecordingParser {
  private static final String TIME = "(\\d{1,12}(?:\\.\\d{1,6})?) ms";
  private static final Pattern FIRST = Pattern.compile(RecordingWriter.FIRST_WORDS + "(\\d+)");
  private static final Pattern REQUEST = Pattern.compile("request (\\S+) (\\S+)");
  private static final Pattern BODY = Pattern.compile("body \\d+ bytes sha256=([0-9a-f]{64})");
  private static final Pattern RESPONSE = Pattern.compile("response (\\d{3}) at " + TIME);
  private static final Pattern CHUNK = Pattern.compile("chunk at " + TIME);
  private static final Pattern END =
      Pattern.compile("end at " + TIME + " (?:(completed|closed)|failed ([A-Z_]+): (.*))");
  private static final Pattern FIELD = Pattern.compile("([^\\s:]+):(?: (.*))?");

  private final String name;
  private final List<String> lines;
  private int at;

  RecordingParser(String name, String text) {
    this.name = name;
    this.lines = text.lines().toList();
  }

  Recording parse() {
    try {
      return recording();
    } catch (MalformedLineException e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      // Its message may repeat the line, which may have anything in it.
      throw wrong("the line before can't be read");
    }
  }

  private Recording recording() {
    var first = match(FIRST);
    if (first == null) {
      throw new MalformedLineException(
          "no recording: the first line is not '" + RecordingWriter.FIRST_LINE + "'");
    }
    if (!first.group(1).equals("1")) {
      throw new MalformedLineException(
          "a recording of version " + first.group(1) + ": 1 is known, update the testkit");
    }
    var request = request();
    var response = match(RESPONSE);
    ResponseHead head = null;
    long headNanos = 0;
    var pieces = new ArrayList<Piece>();
    if (response != null) {
      headNanos = nanos(response.group(2));
      head = new ResponseHead(Integer.parseInt(response.group(1)), fields());
      for (var chunk = match(CHUNK); chunk != null; chunk = match(CHUNK)) {
        long nanos = nanos(chunk.group(1));
        pieces.add(new Piece(nanos, bytes()));
      }
    }
    long last = pieces.isEmpty() ? headNanos : pieces.getLast().atNanos();
    End how = new End.Unfinished();
    var end = match(END);
    if (end != null) {
      last = nanos(end.group(1));
      how = end(end, head != null);
    }
    if (peek() != null) {
      throw new MalformedLineException("does not belong here");
    }
    return new Recording(name, request, head, headNanos, withBytes(pieces), how, last);
  }

  private Request request() {
    var line = match(REQUEST);
    if (line == null) {
      throw new MalformedLineException("'request METHOD URI' is expected");
    }
    var uri = URI.create(line.group(2));
    var headers = fields();
    var body = match(BODY);
    return body == null
        ? new Request(line.group(1), uri, headers, null, "")
        : new Request(line.group(1), uri, headers, body.group(1), new String(bytes(), UTF_8));
  }

  private static End end(Matcher line, boolean answered) {
    if (line.group(3) != null) {
      var phase = Phase.valueOf(line.group(3));
      if (answered != (phase == Phase.BODY)) {
        throw new MalformedLineException("a failure in " + phase + " does not belong here");
      }
      return new End.Failed(phase, line.group(4));
    }
    if (line.group(2).equals("completed")) {
      if (!answered) {
        throw new MalformedLineException("a proper end without an answer");
      }
      return new End.Completed();
    }
    return new End.Closed();
  }

  /** Chunks have bytes: a hand may have left one empty. */
  private static List<Piece> withBytes(List<Piece> pieces) {
    return pieces.stream().filter(piece -> piece.bytes().length > 0).toList();
  }

  private Headers fields() {
    var fields = new ArrayList<Field>();
    for (var field = match(FIELD); field != null; field = match(FIELD)) {
      fields.add(new Field(field.group(1), field.group(2) == null ? "" : field.group(2)));
    }
    return Headers.of(fields);
  }

  private byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    for (var line = peek(); line != null && EscapedBytes.isEncoded(line); line = peek()) {
      at++;
      EscapedBytes.decode(line, bytes);
    }
    return bytes.toByteArray();
  }

  private static long nanos(String millis) {
    return new BigDecimal(millis).movePointRight(6).longValueExact();
  }

  /** Takes the next line, if it is of a kind. */
  private @Nullable Matcher match(Pattern kind) {
    var line = peek();
    if (line == null || EscapedBytes.isEncoded(line)) {
      return null;
    }
    var matcher = kind.matcher(line);
    if (!matcher.matches()) {
      return null;
    }
    at++;
    return matcher;
  }

  /** {@return the next line that means something; null at the end} */
  private @Nullable String peek() {
    while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith("#"))) {
      at++;
    }
    return at < lines.size() ? lines.get(at) : null;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(name + ", line " + (at + 1) + ": " + what);
  }

  /** The line at which the parser is, is not what it should be. */
  private static final class MalformedLineException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedLineException(String message) {
      super(message);
    }
  }
}
