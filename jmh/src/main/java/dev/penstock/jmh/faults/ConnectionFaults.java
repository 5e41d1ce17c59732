package dev.penstock.jmh.faults;

import static dev.penstock.jmh.faults.Fault.read;
import static dev.penstock.jmh.faults.Faults.ALL;
import static dev.penstock.jmh.faults.Faults.TEXTS;
import static dev.penstock.jmh.faults.Faults.TWO;
import static dev.penstock.jmh.faults.Faults.begun;
import static dev.penstock.jmh.faults.Faults.sse;
import static dev.penstock.jmh.faults.Right.errorAfter;
import static dev.penstock.jmh.faults.Right.whole;

import dev.penstock.testkit.Answer;
import java.time.Duration;
import java.util.List;

/** What goes wrong with the connection: how it ends, and that it doesn't. */
final class ConnectionFaults {
  /** Long enough for a client to have read what came before. */
  private static final Duration MOMENT = Duration.ofMillis(200);

  private ConnectionFaults() {}

  static List<Fault> ends() {
    return List.of(
        read(
            "healthy",
            "Nothing goes wrong.",
            whole(ALL),
            (wire, stage) -> sse().write(wire.answer(TEXTS))),
        read(
            "eof",
            "The body ends properly after two of three texts, with no finish reason.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).end()),
        read(
            "eof-early",
            "The body ends properly before the first text.",
            errorAfter(""),
            (wire, stage) -> sse().write(wire.begin()).end()),
        read(
            "eof-mid-event",
            "The body ends properly in the middle of an event.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).write(half(wire.text("three"))).end()),
        read(
            "no-last-chunk",
            "The connection is closed after two texts; the body's last chunk never comes.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).pause(MOMENT).disconnect()),
        read(
            "short-body",
            "The connection is closed before as many bytes came as `Content-Length` says.",
            errorAfter(TWO),
            (wire, stage) ->
                Answer.answer()
                    .status(200)
                    .header("Content-Type", "text/event-stream")
                    .contentLength(100_000)
                    .write(wire.begin() + wire.text("one ") + wire.text("two "))
                    .pause(MOMENT)
                    .disconnect()),
        read(
            "rst-before-head",
            "The connection is reset after the request.",
            errorAfter(""),
            (wire, stage) -> Answer.answer().pause(MOMENT).reset()),
        read(
            "rst-after-head",
            "The connection is reset after the response's head.",
            errorAfter(""),
            (wire, stage) -> sse().pause(MOMENT).reset()),
        read(
            "rst-mid-event",
            "The connection is reset in the middle of an event.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).write(half(wire.text("three"))).pause(MOMENT).reset()),
        read(
            "rst-between-events",
            "The connection is reset between two events.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).pause(MOMENT).reset()));
  }

  static List<Fault> silences() {
    return List.of(
        read(
            "silent",
            "The server takes the request and says nothing.",
            errorAfter(""),
            (wire, stage) -> Answer.answer().stall()),
        read(
            "silent-after-head",
            "Nothing comes after the response's head.",
            errorAfter(""),
            (wire, stage) -> sse().stall()),
        read(
            "silent-after-events",
            "Nothing comes after two texts.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).stall()),
        read(
            "pings-only",
            "After two texts pings come, and nothing else.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).forever(n -> wire.ping(), Duration.ofMillis(100))),
        read(
            "endless-headers",
            "Header fields come without end.",
            errorAfter(""),
            (wire, stage) ->
                Answer.answer()
                    .status(200)
                    .header("Content-Type", "text/event-stream")
                    .endlessHeaders(Duration.ofMillis(20))),
        read(
            "held-open",
            "The answer is complete, its mark of the end came, but the body does not end.",
            whole(ALL),
            (wire, stage) -> sse().write(wire.answer(TEXTS)).stall()));
  }

  private static String half(String event) {
    return event.substring(0, event.length() / 2);
  }
}
