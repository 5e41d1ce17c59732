package dev.penstock.jmh.faults;

import static dev.penstock.jmh.faults.Fault.read;
import static dev.penstock.jmh.faults.Faults.ALL;
import static dev.penstock.jmh.faults.Faults.TEXTS;
import static dev.penstock.jmh.faults.Faults.TWO;
import static dev.penstock.jmh.faults.Faults.begun;
import static dev.penstock.jmh.faults.Faults.sse;
import static dev.penstock.jmh.faults.Right.errorAfter;
import static dev.penstock.jmh.faults.Right.whole;
import static dev.penstock.jmh.faults.Right.wholeOrErrorAfter;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.Answer;
import java.time.Duration;
import java.util.List;

/** What goes wrong with what the server says. */
final class ContentFaults {
  private static final String[] WIDE = {"añ", "€", "𝄞 ", "three"};

  private ContentFaults() {}

  static List<Fault> errors() {
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

  static List<Fault> formats() {
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
}
