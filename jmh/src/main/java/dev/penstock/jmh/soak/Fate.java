package dev.penstock.jmh.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.Outcome;
import dev.penstock.testkit.Answer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What a server does to a stream, what its reader does, and how it may then end. */
enum Fate {
  WHOLE(Deed.READ, Outcome.COMPLETED),
  PIECES(Deed.READ, Outcome.COMPLETED),
  HELD_OPEN(Deed.READ, Outcome.COMPLETED),
  BUSY_FIRST(Deed.READ, Outcome.COMPLETED),
  CUT(Deed.READ, Outcome.INCOMPLETE),
  NO_LAST_CHUNK(Deed.READ, Outcome.FAILED),
  RESET(Deed.READ, Outcome.FAILED),
  RESET_BEFORE_HEAD(Deed.READ, Outcome.FAILED),
  ERROR_EVENT(Deed.READ, Outcome.FAILED),
  BROKEN_JSON(Deed.READ, Outcome.FAILED),
  STATUS_503(Deed.READ, Outcome.FAILED),
  SILENT(Deed.READ, Outcome.FAILED),
  SILENT_BEFORE_HEAD(Deed.READ, Outcome.FAILED),
  FLOOD(Deed.BREAK, Outcome.CANCELLED),
  CLOSED(Deed.CLOSE, Outcome.CANCELLED),
  CLOSED_IN_FLOOD(Deed.CLOSE, Outcome.CANCELLED),
  CLOSED_AT_THE_END(Deed.CLOSE, Outcome.COMPLETED, Outcome.CANCELLED),
  INTERRUPTED(Deed.INTERRUPT, Outcome.CANCELLED),
  INTERRUPTED_AT_THE_END(Deed.INTERRUPT, Outcome.COMPLETED, Outcome.CANCELLED),
  DROPPED(Deed.DROP, Outcome.CANCELLED);

  /** What the reader, or another thread, does. */
  enum Deed {
    /** Reads to the end. */
    READ,
    /** Reads some events and closes. */
    BREAK,
    /** Reads, and another thread closes the stream at some time. */
    CLOSE,
    /** Reads, and is interrupted at some time. */
    INTERRUPT,
    /** Reads one event and forgets the stream. */
    DROP
  }

  static final String TEXT = "word ";
  static final int TEXTS = 20;

  private static final String CHUNK =
      "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word"
          + " \"},\"finish_reason\":null}]}";
  private static final String EVENT = "data: " + CHUNK + "\n\n";
  private static final String LAST =
      EVENT.replace("{\"content\":\"word \"}", "{}").replace("null", "\"stop\"")
          + "data: [DONE]\n\n";
  private static final String ALL = EVENT.repeat(TEXTS) + LAST;
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final Deed deed;
  private final Outcome outcome;
  private final Outcome orElse;

  Fate(Deed deed, Outcome outcome) {
    this(deed, outcome, outcome);
  }

  Fate(Deed deed, Outcome outcome, Outcome orElse) {
    this.deed = deed;
    this.outcome = outcome;
    this.orElse = orElse;
  }

  Deed deed() {
    return deed;
  }

  /** {@return whether a stream may end so} */
  boolean allows(Outcome end) {
    return end == outcome || end == orElse;
  }

  /** {@return whether a clock ends it, which is then set short} */
  boolean waitsForClock() {
    return this == SILENT || this == SILENT_BEFORE_HEAD;
  }

  /** {@return a fate; those that have to wait come less often} */
  static Fate any(RandomGenerator random) {
    var fate = values()[random.nextInt(values().length)];
    boolean slow = fate.waitsForClock() || fate == DROPPED || fate == HELD_OPEN;
    return slow && random.nextInt(4) > 0 ? any(random) : fate;
  }

  /**
   * {@return what the server answers}
   *
   * @param seed chooses where something happens
   * @param first whether it is the stream's first request
   */
  Answer answer(long seed, boolean first) {
    int count = 1 + (int) (seed % (TEXTS - 1));
    var head = Answer.answer().sse();
    var begun = head.write(EVENT.repeat(count) + "data: ");
    return switch (this) {
      case WHOLE -> head.write(ALL).end();
      case PIECES, CLOSED_AT_THE_END, INTERRUPTED_AT_THE_END ->
          head.play(ALL.getBytes(UTF_8), 100 + (int) (seed % 500), MOMENT).end();
      case HELD_OPEN -> head.write(ALL).stall();
      case BUSY_FIRST ->
          first
              ? Answer.answer().status(503).header("Retry-After", "0").body("busy")
              : head.write(ALL).end();
      case CUT -> head.write(EVENT.repeat(count)).end();
      case NO_LAST_CHUNK -> head.write(EVENT.repeat(count)).disconnect();
      case RESET -> begun.reset();
      case RESET_BEFORE_HEAD -> Answer.answer().reset();
      case ERROR_EVENT ->
          head.write(EVENT.repeat(count) + "data: {\"error\":{\"message\":\"no\"}}\n\n").end();
      case BROKEN_JSON -> head.write(EVENT.repeat(count) + "data: {\"choices\":[!\n\n").end();
      case STATUS_503 -> Answer.answer().status(503).body("x".repeat(count * 1000));
      case SILENT -> begun.stall();
      case SILENT_BEFORE_HEAD -> Answer.answer().stall();
      case FLOOD, CLOSED_IN_FLOOD -> head.forever(n -> EVENT.repeat(TEXTS), Duration.ZERO);
      case CLOSED, INTERRUPTED -> head.write(EVENT.repeat(count)).stall();
      case DROPPED -> head.write(EVENT.repeat(count)).stall();
    };
  }
}
