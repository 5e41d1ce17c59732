package dev.penstock.jmh.faults;

import static dev.penstock.jmh.faults.Fault.read;
import static dev.penstock.jmh.faults.Fault.with;
import static dev.penstock.jmh.faults.Faults.ALL;
import static dev.penstock.jmh.faults.Faults.TEXTS;
import static dev.penstock.jmh.faults.Faults.TWO;
import static dev.penstock.jmh.faults.Faults.begun;
import static dev.penstock.jmh.faults.Faults.sse;
import static dev.penstock.jmh.faults.Right.errorAfter;
import static dev.penstock.jmh.faults.Right.whole;
import static dev.penstock.jmh.faults.Right.wholeOrErrorAfter;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.Answer;
import java.time.Duration;
import java.util.List;

/** What goes wrong where it matters how the program reads. */
final class ReaderFaults {
  private static final String GIANT = "x".repeat(8 << 20);

  private ReaderFaults() {}

  static List<Fault> sizes() {
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

  static List<Fault> acts() {
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
