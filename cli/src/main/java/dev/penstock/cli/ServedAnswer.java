package dev.penstock.cli;

import dev.penstock.Limits;
import dev.penstock.framing.Frame;
import dev.penstock.framing.Framing;
import dev.penstock.framing.FramingException;
import dev.penstock.spi.ResponseHead;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.recording.Playback;
import dev.penstock.testkit.recording.Recording;
import dev.penstock.testkit.recording.Recording.End;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the script of an answer out of a recording: its writes, when they were, and its end. */
final class ServedAnswer {
  /** What the server says itself, or what would be wrong here. */
  private static final Set<String> NOT_SERVED =
      Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding");

  private static final String REDACTED = "<redacted>";
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private ServedAnswer() {}

  static Answer of(Recording recording, Playback playback, @Nullable ServeFault fault) {
    if (fault instanceof ServeFault.Status(var code)) {
      return status(code);
    }
    var head = recording.head().orElse(null);
    long now = playback.due(recording.headNanos());
    var answer = Answer.answer().pause(Duration.ofNanos(now));
    if (head == null) {
      return answer.disconnect();
    }
    answer = head(answer, head);
    long left = bytes(recording, fault);
    for (var piece : playback.pieces(recording)) {
      if (left <= 0) {
        break;
      }
      answer = answer.pause(Duration.ofNanos(Math.max(0, piece.atNanos() - now)));
      now = Math.max(now, piece.atNanos());
      var bytes = piece.bytes();
      answer = answer.write(left < bytes.length ? Arrays.copyOf(bytes, (int) left) : bytes);
      left -= bytes.length;
    }
    return switch (fault) {
      case ServeFault.Stall stall -> answer.stall();
      case ServeFault.Reset reset -> answer.reset();
      case ServeFault.Truncate truncate -> answer.disconnect();
      case ServeFault.Status status -> throw new AssertionError("told above");
      case null -> end(answer, recording.end());
    };
  }

  private static Answer status(int code) {
    var answer = Answer.answer().status(code);
    return code == NO_CONTENT || code == NOT_MODIFIED
        ? answer.end()
        : answer
            .header("Content-Type", "application/json")
            .body("{\"error\":{\"message\":\"injected by penstock serve\",\"type\":\"injected\"}}");
  }

  private static Answer head(Answer answer, ResponseHead head) {
    var told = answer.status(head.status());
    for (var field : head.headers()) {
      boolean served = !NOT_SERVED.contains(field.name().toLowerCase(Locale.ROOT));
      if (served && !field.value().equals(REDACTED)) {
        told = told.header(field.name(), field.value());
      }
    }
    boolean hasBody = head.status() != NO_CONTENT && head.status() != NOT_MODIFIED;
    return hasBody ? told.chunked() : told;
  }

  private static Answer end(Answer answer, End end) {
    return switch (end) {
      case End.Completed() -> answer.end();
      // Nobody knows whether more would have come.
      case End.Closed() -> answer.stall();
      case End.Failed failed -> answer.disconnect();
      case End.Unfinished() -> answer.disconnect();
    };
  }

  /** {@return how many bytes of the body are sent} */
  private static long bytes(Recording recording, @Nullable ServeFault fault) {
    return switch (fault) {
      case ServeFault.Stall(var events) -> endOf(events, recording);
      case ServeFault.Reset(var events) -> endOf(events, recording);
      case ServeFault.Truncate(var bytes) -> bytes;
      case ServeFault.Status status -> 0;
      case null -> Long.MAX_VALUE;
    };
  }

  /** {@return where in the body an event ends; where the body does, if it has no so many} */
  private static long endOf(long event, Recording recording) {
    if (event == 0) {
      return 0;
    }
    var body = recording.body();
    var framing = Framing.detecting(framing(GuessedFormat.contentType(recording)));
    var parser = framing.newParser(Limits.DEFAULT.maxFrameBytes());
    long events = 0;
    try {
      for (int at = 0; at < body.length; at++) {
        parser.feed(body, at, 1);
        while (parser.next()) {
          events += parser.kind() == Frame.Kind.STRAY ? 0 : 1;
          if (events == event) {
            return at + 1L;
          }
        }
      }
    } catch (FramingException e) {
      // No event can be told after it.
    }
    return body.length;
  }

  private static Framing framing(String contentType) {
    return switch (contentType) {
      case "application/x-ndjson" -> Framing.ndjson();
      case "application/json" -> Framing.jsonArray();
      case "application/vnd.amazon.eventstream" -> Framing.awsEventStream();
      default -> Framing.sse();
    };
  }
}
