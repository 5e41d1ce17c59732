package dev.penstock.jmh.faults;

import static dev.penstock.jmh.faults.Fault.read;
import static dev.penstock.jmh.faults.Fault.with;
import static dev.penstock.jmh.faults.Right.errorAfter;
import static dev.penstock.jmh.faults.Right.whole;
import static dev.penstock.jmh.faults.Right.wholeOrErrorAfter;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All rows of the matrix, each with what is right in it. */
final class Faults {
  static final String[] TEXTS = {"one ", "two ", "three"};

  private static final String ALL = String.join("", TEXTS);
  private static final String TWO = "one two ";
  private static final String[] WIDE = {"añ", "€", "𝄞 ", "three"};
  private static final String GIANT = "x".repeat(8 << 20);

  /** Long enough for a client to have read what came before. */
  private static final Duration MOMENT = Duration.ofMillis(200);

  /** The rows of a quick run. */
  private static final Set<String> QUICK =
      Set.of(
          "healthy", "eof", "rst-mid-event", "error-late", "bom", "bad-json", "redirect", "close");

  private Faults() {}

  static List<Fault> all() {
    return Stream.of(ends(), silences(), errors(), formats(), sizes(), acts())
        .flatMap(List::stream)
        .toList();
  }

  static List<Fault> quick() {
    return all().stream().filter(fault -> QUICK.contains(fault.name())).toList();
  }

  private static Answer sse() {
    return Answer.answer().sse();
  }

  /** Two of the three texts, each in a write of its own. */
  private static Answer begun(Wire wire) {
    return sse().write(wire.begin()).write(wire.text("one ")).write(wire.text("two "));
  }

  private static String half(String event) {
    return event.substring(0, event.length() / 2);
  }

  private static List<Fault> ends() {
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

  private static List<Fault> silences() {
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

  private static List<Fault> errors() {
    return List.of(
        read(
            "error-first",
            "The first event of a 200 is an error.",
            errorAfter(""),
            (wire, stage) -> sse().write(wire.error()).end()),
        read(
            "error-late",
            "An event with an error comes after two texts.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).write(wire.error()).end()),
        read(
            "error-as-string",
            "The error is a string where an object is usual.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).write(wire.errorAsString()).end()),
        read(
            "error-without-words",
            "The error is an empty object.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).write(wire.errorWithoutWords()).end()),
        read(
            "error-after-finish",
            "An error comes after the finish reason.",
            errorAfter(ALL),
            (wire, stage) ->
                begun(wire).write(wire.text("three") + wire.finish()).write(wire.error()).end()),
        read(
            "error-unframed",
            "In place of events the body is the error's JSON.",
            errorAfter(""),
            (wire, stage) -> sse().write(wire.errorJson()).end()),
        read(
            "empty-503",
            "Status 503 with no body.",
            errorAfter(""),
            (wire, stage) -> Answer.answer().status(503).body("")),
        read(
            "key-echoed",
            "Status 401, and the error's message repeats the key. The program's error must not.",
            errorAfter(""),
            (wire, stage) ->
                Answer.answer()
                    .status(401)
                    .header("Content-Type", "application/json")
                    .body(wire.errorJson().replace("Overloaded", "Wrong key: " + Driver.KEY))),
        read(
                "429-date",
                "Status 429 with a date in `Retry-After`, then the answer. With two retries"
                    + " allowed, no request may come before the date.",
                wholeOrErrorAfter(ALL, ""),
                (wire, stage) ->
                    stage.request() == 1
                        ? Answer.answer()
                            .status(429)
                            .header("Retry-After", stage.retryDate())
                            .header("Content-Type", "application/json")
                            .body(wire.errorJson())
                        : sse().write(wire.answer(TEXTS)))
            .withRetries(2),
        read(
            "redirect",
            "Status 307 to another origin, which has the answer. The key must not go there.",
            wholeOrErrorAfter(ALL, ""),
            (wire, stage) -> Answer.answer().redirect(307, stage.otherUrl() + "/elsewhere")));
  }

  private static List<Fault> formats() {
    return List.of(
        read(
            "html-200",
            "A page of HTML with status 200.",
            errorAfter(""),
            (wire, stage) ->
                Answer.answer()
                    .status(200)
                    .header("Content-Type", "text/html")
                    .body("<!DOCTYPE html>\n<html><body>Please log in.</body></html>\n")),
        read("empty-200", "Status 200 with no body.", errorAfter(""), (wire, stage) -> sse().end()),
        read(
                "no-event-names",
                "A gateway has taken the `event:` lines out. Only Anthropic's protocol has them.",
                whole(ALL),
                (wire, stage) -> sse().write(wire.answer(TEXTS).replaceAll("(?m)^event: .*\n", "")))
            .onlyWith(Wire.ANTHROPIC),
        read(
            "bom",
            "The body begins with a byte order mark, followed by a text where the protocol allows"
                + " it.",
            whole(ALL),
            (wire, stage) -> {
              var answer = wire.answer(TEXTS);
              var first = wire == Wire.ANTHROPIC ? answer : answer.substring(wire.begin().length());
              return sse().write("\uFEFF" + first);
            }),
        read(
            "bare-cr",
            "Lines end with CR alone.",
            whole(ALL),
            (wire, stage) -> sse().write(wire.answer(TEXTS).replace('\n', '\r'))),
        read(
            "comments",
            "Comments stand between the events.",
            whole(ALL),
            (wire, stage) ->
                sse().write(": hi\n\n" + wire.answer(TEXTS).replace("\n\n", "\n\n: busy\n\n"))),
        read(
            "unknown-event",
            "An event that no client knows yet stands between the others.",
            whole(ALL),
            (wire, stage) ->
                begun(wire)
                    .write(wire.unknown())
                    .write(wire.text("three") + wire.finish() + wire.end())),
        read(
            "split-utf8",
            "Each byte comes in a chunk of its own; the text is not all ASCII.",
            whole(String.join("", WIDE)),
            (wire, stage) -> sse().play(wire.answer(WIDE).getBytes(UTF_8), 1, Duration.ZERO)),
        read(
            "bad-utf8",
            "A byte in a text is no UTF-8. U+FFFD in its place is right too.",
            wholeOrErrorAfter("one b\uFFFDd three", "one "),
            (wire, stage) ->
                sse().write(wire.answer("one ", "b\u00FFd ", "three").getBytes(ISO_8859_1))),
        read(
            "bad-json",
            "The second of three texts stands in an event whose JSON is broken before the text.",
            errorAfter("one "),
            (wire, stage) -> {
              var event = wire.text("two ");
              return sse()
                  .write(wire.answer(TEXTS).replace(event, event.replace("data: {", "data: {!")));
            }));
  }

  private static List<Fault> sizes() {
    return List.of(
        read(
            "drip",
            "The whole answer comes a few bytes at a time, slower than the read timeout.",
            whole(ALL),
            (wire, stage) -> {
              var bytes = wire.answer(TEXTS).getBytes(UTF_8);
              return sse().play(bytes, 1 + bytes.length / 100, Duration.ofMillis(20));
            }),
        with(
            Act.REST,
            "slow-reader",
            "The program rests after the first text, longer than the read timeout.",
            whole(ALL),
            (wire, stage) -> begun(wire).write(wire.answer("three").replace(wire.begin(), ""))),
        read(
            "giant-event",
            "An event has a text of 8 MiB.",
            whole("one " + GIANT + "three"),
            (wire, stage) -> sse().write(wire.answer("one ", GIANT, "three"))),
        read(
            "endless-event",
            "An event never ends; its bytes come as fast as they are read. The heap has 256 MiB.",
            errorAfter("one "),
            (wire, stage) -> {
              var open = wire.text("@");
              var piece = "x".repeat(16 << 10);
              return sse()
                  .write(wire.begin() + wire.text("one "))
                  .write(open.substring(0, open.indexOf('@')))
                  .forever(n -> piece, Duration.ZERO);
            }),
        with(
            Act.REST_AND_BREAK,
            "flood",
            "Events come without end, as fast as they are read. The program rests after the first"
                + " text and then closes. No more than 16 MiB may have left the server.",
            wholeOrErrorAfter("one ", "one "),
            (wire, stage) -> {
              var event = wire.text("x".repeat(100)).repeat(64);
              return sse()
                  .write(wire.begin() + wire.text("one "))
                  .forever(n -> event, Duration.ZERO);
            }));
  }

  private static List<Fault> acts() {
    return List.of(
        with(
            Act.BREAK,
            "break",
            "The program stops after the first text and closes; the server goes on slowly.",
            wholeOrErrorAfter("one ", "one "),
            (wire, stage) ->
                sse()
                    .write(wire.begin() + wire.text("one "))
                    .forever(n -> wire.text("more "), Duration.ofMillis(400))),
        with(
            Act.CLOSE,
            "close",
            "Another thread closes the stream while the reader waits for more text.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).stall()),
        with(
            Act.CLOSE_EARLY,
            "close-early",
            "Another thread closes the stream while the reader waits for the first event.",
            errorAfter(""),
            (wire, stage) -> sse().stall()),
        with(
            Act.INTERRUPT_PLATFORM,
            "interrupt-platform",
            "The reader, on a platform thread, is interrupted while it waits for more text.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).stall()),
        with(
            Act.INTERRUPT_VIRTUAL,
            "interrupt-virtual",
            "The reader, on a virtual thread, is interrupted while it waits for more text.",
            errorAfter(TWO),
            (wire, stage) -> begun(wire).stall()),
        with(
            Act.INTERRUPT_EARLY,
            "interrupt-early",
            "The reader, on a virtual thread, is interrupted while it waits for the response's"
                + " head.",
            errorAfter(""),
            (wire, stage) -> Answer.answer().stall()));
  }
}
