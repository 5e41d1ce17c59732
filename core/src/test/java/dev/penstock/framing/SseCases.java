package dev.penstock.framing;

import java.util.List;
import java.util.stream.Stream;

/**
 * The rules of WHATWG HTML §9.2.5 and §9.2.6, each with the streams that tell right parsers from
 * wrong ones.
 *
 * <pre>
 * R1  one BOM at the start is stripped        R10 data: the value and an LF are appended
 * R2  always UTF-8, malformed is U+FFFD       R11 a blank line dispatches if there is data
 * R3  CRLF, LF and CR end lines, nothing else R12 one LF is stripped from the data
 * R4  the first colon splits name and value   R13 id: not with NUL; set at the blank line
 * R5  a line that begins with ":" is ignored  R14 unknown fields are ignored
 * R6  one space after the colon is removed    R15 the type is reset at each blank line
 * R7  no colon: the line is the name          R16 retry: ASCII digits only; at its line
 * R8  names are compared literally            R17 the end discards the pending event
 * R9  event: the last wins, empty is message  R18 the id lasts over events and connections
 * C1  any split of the bytes    C2 within a character    C3 within CRLF    C4 empty chunks
 * </pre>
 */
final class SseCases {
  private SseCases() {}

  static List<SseCase> all() {
    return Stream.of(encoding(), lines(), fields(), data(), ids(), retries(), ends())
        .flatMap(List::stream)
        .map(SseCase.Builder::build)
        .toList();
  }

  private static List<SseCase.Builder> encoding() {
    return List.of(
        SseCase.of("R1 C1", "a BOM before the first field is stripped", "\uFEFFdata: a\n\n")
            .event("a"),
        SseCase.of("R1", "a BOM before a blank line is stripped", "\uFEFF\ndata: a\n\n").event("a"),
        SseCase.of("R1", "a BOM before a comment is stripped", "\uFEFF:c\ndata: a\n\n")
            .comment("c")
            .event("a"),
        SseCase.of("R1 C4", "nothing but a BOM is nothing", "\uFEFF"),
        SseCase.of("R1", "a second BOM spoils the name", "\uFEFF\uFEFFdata: a\n\ndata: b\n\n")
            .event("b"),
        SseCase.of("R1", "a BOM at the second line spoils the name", "data: a\n\uFEFFdata: b\n\n")
            .event("a"),
        SseCase.of("R1", "a BOM in a value is content", "data:\uFEFFa\n\ndata: \uFEFF\n\n")
            .event("\uFEFFa")
            .event("\uFEFF"),
        SseCase.ofBytes("R1 R2", "a UTF-16 BOM is none", "\u00FF\u00FEdata: a\n\ndata: b\n\n")
            .event("b"),
        SseCase.ofBytes(
                "R1",
                "two thirds of a BOM begin an unknown field",
                "\u00EF\u00BBdata: a\ndata: b\n\n")
            .event("b"),
        SseCase.ofBytes("R1 C1", "one third of a BOM is a line", "\u00EF\ndata: b\n\n").event("b"),
        SseCase.of(
                "R2 C2",
                "characters of two, three and four bytes",
                "data: é€😀\nevent: ü\nid: 😀\n\n")
            .id("😀")
            .event("ü", "é€😀"),
        SseCase.ofBytes(
                "R2", "each maximal subpart is one U+FFFD", "data: \u00F0\u009F\u0098a\u00C3\n\n")
            .event("\uFFFDa\uFFFD"),
        SseCase.ofBytes(
                "R2", "a line end ends a broken character", "data: \u00E2\u0082\ndata: a\n\n")
            .event("\uFFFD\na"),
        SseCase.ofBytes(
                "R2", "an encoded surrogate is three U+FFFD", "data: \u00ED\u00A0\u0080\n\n")
            .event("\uFFFD\uFFFD\uFFFD"),
        SseCase.ofBytes("R2", "an overlong colon is no colon", "data\u00C0\u00BAa\ndata: b\n\n")
            .event("b"));
  }

  private static List<SseCase.Builder> lines() {
    return List.of(
        SseCase.of("R3", "lines end with LF", "data: a\ndata: b\n\n").event("a\nb"),
        SseCase.of(
                "R3 C3",
                "lines end with CRLF, LF and CR in one event",
                "data: a\r\ndata: b\ndata: c\r\r\n")
            .event("a\nb\nc"),
        SseCase.of("R3", "CR LF LF is a line end and a blank line", "data: a\r\n\n").event("a"),
        SseCase.of("R3", "LF CR is two line ends", "data: a\n\rdata: b\r\r").event("a").event("b"),
        SseCase.of("R3 C3", "CR CR LF is one blank line", "data: a\r\r\ndata: b\n\n")
            .event("a")
            .event("b"),
        SseCase.of("R3", "the last byte may be a CR", "data: a\r\n\r").event("a"),
        SseCase.of("R3", "the first bytes may be line ends", "\n\r\r\n\ndata: a\n\n").event("a"),
        SseCase.of(
                "R3",
                "no other character ends a line",
                "data: a\u000Bb\fc\u0085d\u2028e\u2029f\u0000g\u001Eh\n\n")
            .event("a\u000Bb\fc\u0085d\u2028e\u2029f\u0000g\u001Eh"),
        SseCase.of(
                "R3",
                "control characters around a line end",
                "data: \t\u0000\b\u000E\u000B\f\t\n\ndata:\t\n\n")
            .event("\t\u0000\b\u000E\u000B\f\t")
            .event("\t"),
        SseCase.of("R3", "a line of one space is not blank", "data: a\n \ndata: b\n\n")
            .event("a\nb"),
        SseCase.of("R4", "the first colon splits", "data: a:b: c\ndata::d\n\n").event("a:b: c\n:d"),
        SseCase.of("R5", "comments stand anywhere", ": one\ndata: a\n:two\ndata: b\n:\n\n::\n")
            .comment(" one")
            .comment("two")
            .comment("")
            .event("a\nb")
            .comment(":"),
        SseCase.of("R5", "a comment holds anything", ":\u0000\ndata: a\n:data: b\n: id: 1\n\n")
            .comment("\u0000")
            .comment("data: b")
            .comment(" id: 1")
            .event("a"),
        SseCase.of("R5", "a long comment", ":" + "x".repeat(500) + "\ndata: a\n\n")
            .comment("x".repeat(500))
            .event("a"),
        SseCase.of("R5 R11", "nothing but comments fires nothing", ":a\n\n:b\n\n")
            .comment("a")
            .comment("b"));
  }

  private static List<SseCase.Builder> fields() {
    return List.of(
        SseCase.of("R6", "one space is removed", "data:a\n\ndata: a\n\ndata:  a \n\n")
            .event("a")
            .event("a")
            .event(" a "),
        SseCase.of("R6", "a value of one space is empty", "data: \n\n").event(""),
        SseCase.of(
                "R6", "no other white space is removed", "data:\ta\ndata:\u00A0b\ndata:\u3000c\n\n")
            .event("\ta\n\u00A0b\n\u3000c"),
        SseCase.of("R6", "one space is removed from each field", "event:  e\nid:  1\ndata: a\n\n")
            .id(" 1")
            .event(" e", "a"),
        SseCase.of(
                "R7",
                "names without a colon have an empty value",
                "data\n\nevent: e\nevent\nid: 1\nid\ndata\ndata\n\n")
            .event("")
            .event("\n"),
        SseCase.of(
                "R8",
                "names are compared literally",
                "Data: a\nDATA: b\n data: c\ndata : d\ndata\t: e\ndata: f\n\n")
            .event("f"),
        SseCase.of(
                "R8",
                "longer and shorter names are others",
                "dat: a\ndataa: b\nd\ndat\ndatab\ndata: c\n\n")
            .event("c"),
        SseCase.of("R8", "a NUL belongs to the name", "\u0000data: a\ndata\u0000: b\ndata: c\n\n")
            .event("c"),
        SseCase.of(
                "R8",
                "the beginnings of all names",
                "e\nev\neve\neven\nevents: x\ni\nidd: 1\nr\nre\nret\nretr\nretryy: 1\ndata: a\n\n")
            .event("a"),
        SseCase.of("R9", "the last type wins", "event: a\nevent: b\ndata: x\n\n").event("b", "x"),
        SseCase.of(
                "R9",
                "an empty type is message",
                "event: a\nevent:\ndata: x\n\nevent: \ndata: y\n\n")
            .event("x")
            .event("y"),
        SseCase.of("R9", "a type may stand behind the data", "data: x\nevent: a\n\n")
            .event("a", "x"),
        SseCase.of(
                "R9",
                "types take turns",
                "event: a\ndata: 1\n\nevent: b\ndata: 2\n\nevent: a\ndata: 3\n\n")
            .event("a", "1")
            .event("b", "2")
            .event("a", "3"),
        SseCase.of("R9", "a type may hold a NUL", "event: a\u0000\ndata: x\n\n")
            .event("a\u0000", "x"),
        SseCase.of(
                "R14",
                "unknown fields are ignored",
                "foo: a\ndata: b\n{\"error\": 1}\nfoo\ndata: c\n\n")
            .event("b\nc"),
        SseCase.of(
                "R15", "a type is not kept for the next event", "event: a\ndata: x\n\ndata: y\n\n")
            .event("a", "x")
            .event("y"),
        SseCase.of("R15", "nor where no event fires", "event: a\n\ndata: x\n\n").event("x"));
  }

  private static List<SseCase.Builder> data() {
    return List.of(
        SseCase.of("R10 R12", "lines are joined with LF", "data: a\ndata: b\ndata: c\n\n")
            .event("a\nb\nc"),
        SseCase.of("R10 R12", "empty lines of data are kept", "data\ndata: a\ndata:\ndata\n\n")
            .event("\na\n\n"),
        SseCase.of(
                "R10",
                "lines of data need not be neighbours",
                "data: a\nid: 1\ndata: b\nevent: e\nfoo\ndata: c\n\n")
            .id("1")
            .event("e", "a\nb\nc"),
        SseCase.of(
                "R10 R11",
                "an event's data is not kept for the next",
                "data: a\ndata: b\n\ndata: c\n\n")
            .event("a\nb")
            .event("c"),
        SseCase.of("R11", "empty data is data", "data\n\ndata:\n\ndata: \n\n")
            .event("")
            .event("")
            .event(""),
        SseCase.of("R11", "blank lines fire nothing", "\n\n\ndata: a\n\n\n\n").event("a"),
        SseCase.of("R11", "an event without data does not fire", "event: a\nid: 1\n\n\n").id("1"),
        SseCase.of(
                "R10",
                "as servers of language models write",
                """
                event: message_start
                data: {"type":"message_start"}

                event: content_block_delta
                data: {"type":"content_block_delta","delta":{"text":"Hé"}}

                event: ping
                data: {"type": "ping"}

                data: [DONE]

                """)
            .event("message_start", "{\"type\":\"message_start\"}")
            .event(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"delta\":{\"text\":\"Hé\"}}")
            .event("ping", "{\"type\": \"ping\"}")
            .event("[DONE]"));
  }

  private static List<SseCase.Builder> ids() {
    return List.of(
        SseCase.of(
                "R13 R18",
                "an id lasts until the next",
                "id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\n")
            .id("1")
            .event("a")
            .event("b")
            .id("2")
            .event("c"),
        SseCase.of("R13", "the last id of an event wins", "id: 1\ndata: a\nid: 2\n\n")
            .id("2")
            .event("a"),
        SseCase.of("R13", "an id is set where no event fires", "id: 1\n\ndata: a\n\n")
            .id("1")
            .event("a"),
        SseCase.of(
                "R13",
                "an empty id resets",
                "id: 1\ndata: a\n\nid\ndata: b\n\nid: 2\ndata: c\n\nid:\ndata: d\n\n")
            .id("1")
            .event("a")
            .id("")
            .event("b")
            .id("2")
            .event("c")
            .id("")
            .event("d"),
        SseCase.of(
                "R13",
                "an id with a NUL is ignored",
                "id: 1\ndata: a\n\nid: 2\u0000\ndata: b\n\nid: \u0000\ndata: c\n\n")
            .id("1")
            .event("a")
            .event("b")
            .event("c"),
        SseCase.of("R13", "an id may hold any other character", "id: a:b \u0001€\ndata: a\n\n")
            .id("a:b \u0001€")
            .event("a"),
        SseCase.of("R18", "an id may be given at the start", "data: a\n\nid: 1\ndata: b\n\n")
            .seed("0")
            .event("a")
            .id("1")
            .event("b"),
        SseCase.of("R18", "and be reset", "id\n\ndata: a\n\n").seed("0").id("").event("a"),
        SseCase.of("R17", "the end discards an id", "id: 1\ndata: a\n\nid: 2\n")
            .id("1")
            .event("a"));
  }

  private static List<SseCase.Builder> retries() {
    return List.of(
        SseCase.of("R16", "digits are base ten", "retry: 03000\n\n").retry(3000),
        SseCase.of("R16", "it is set at its line", "retry: 10\n").retry(10),
        SseCase.of("R16", "the last valid one wins", "retry: 1\nretry: 2\nretry: x\n\n").retry(2),
        SseCase.of(
                "R16",
                "all but ASCII digits is ignored",
                """
                retry: 7
                retry: +5
                retry: -5
                retry:  5
                retry: 5 \n\
                retry: 1.5
                retry: 1e3
                retry: 0x10
                retry: ٣
                retry:
                retry

                """)
            .retry(7),
        SseCase.of("R16", "the largest", "retry: 9223372036854775807\n\n").retry(Long.MAX_VALUE),
        SseCase.of(
                "R16",
                "too large is ignored",
                "retry: 5\nretry: 9223372036854775808\nretry: 99999999999999999999\n\n")
            .retry(5),
        SseCase.of("R16", "zeros in front do not count", "retry: " + "0".repeat(40) + "12\n\n")
            .retry(12),
        SseCase.of("R16", "zero", "retry: 0\n\n").retry(0));
  }

  private static List<SseCase.Builder> ends() {
    return List.of(
        SseCase.of("R17", "nothing is nothing", ""),
        SseCase.of("R17", "an event without its blank line", "data: a\n\ndata: b\n")
            .event("a")
            .flushed("", "message", "b"),
        SseCase.of(
                "R17",
                "an event whose last line has no end",
                "data: a\n\nevent: e\ndata: b\ndata: c")
            .event("a")
            .flushed("", "e", "b\nc"),
        SseCase.of("R17", "an id that no blank line has set", "id: 1\ndata: a\n\nid: 2\ndata: b\n")
            .id("1")
            .event("a")
            .flushed("2", "message", "b"),
        SseCase.of("R17", "data whose line has no colon yet", "data").flushed("", "message", ""),
        SseCase.of("R17", "an unfinished name is no field", "data: a\n\ndat").event("a"),
        SseCase.of("R17", "an unfinished comment", "data: a\n\n: a").event("a"),
        SseCase.of("R17", "a CR ends the last event", "data: a\r\r").event("a"));
  }
}
