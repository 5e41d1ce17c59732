package dev.penstock;

import dev.penstock.framing.FrameLimitException;
import dev.penstock.framing.FrameParser;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.FramingException;
import dev.penstock.framing.MalformedFrameException;
import dev.penstock.framing.TruncatedFrameException;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import java.io.IOException;
import java.time.Duration;

/**
 * Pulls frames out of the body of one exchange. Holds one chunk at a time, lent by the backend, and
 * gives it back before it asks for the next. Confined to the reading thread.
 */
final class FrameSource {

  /** What a pull gave. */
  enum Pull {
    /** The parser stands on a frame. */
    FRAME,
    /** None came within the time. */
    TIMED_OUT,
    /** The body has ended and every frame was handed out. */
    END
  }

  private static final int DRAIN_BYTES = 16 << 10;
  private static final long DRAIN_NANOS = Duration.ofMillis(50).toNanos();

  private final Exchange exchange;
  private final FrameParser parser;
  private final AtEnd atEnd;
  private final Clocks clocks;
  private final Meter meter;
  private final Borrowed borrowed;
  private boolean bodyEnded;

  FrameSource(
      Exchange exchange,
      FrameParser parser,
      AtEnd atEnd,
      Clocks clocks,
      Meter meter,
      Borrowed borrowed) {
    this.exchange = exchange;
    this.parser = parser;
    this.atEnd = atEnd;
    this.clocks = clocks;
    this.meter = meter;
    this.borrowed = borrowed;
  }

  /** {@return what the parser stands on} */
  FrameParser frame() {
    return parser;
  }

  /**
   * Moves to the next frame.
   *
   * @param maxNanos how long to wait at most
   * @param lingering whether a finish reason is there, so that nothing need follow
   * @throws Fault.Raised if the body broke off, broke its format, or let us wait too long
   */
  Pull next(long maxNanos, boolean lingering) throws Fault.Raised, InterruptedException {
    long deadline = maxNanos;
    while (true) {
      if (nextInChunk()) {
        return Pull.FRAME;
      }
      if (bodyEnded) {
        return Pull.END;
      }
      long budget = Math.min(deadline, clocks.left(lingering));
      long waited = read(budget);
      if (waited >= 0) {
        deadline = deadline == Long.MAX_VALUE ? deadline : Math.max(0, deadline - waited);
        var expired = clocks.expired();
        if (lingering && clocks.lingered()) {
          return Pull.END;
        }
        if (expired != null) {
          throw new Fault.Raised(clocks.fault(expired));
        }
        if (deadline == 0) {
          return Pull.TIMED_OUT;
        }
      }
    }
  }

  private boolean nextInChunk() throws Fault.Raised {
    try {
      return parser.next();
    } catch (FramingException e) {
      throw new Fault.Raised(fault(e));
    }
  }

  /** Reads the next chunk. Returns -1, or how long was waited for nothing. */
  private long read(long budget) throws Fault.Raised, InterruptedException {
    release();
    long before = System.nanoTime();
    BodyRead read;
    try {
      read = exchange.read(budget);
    } catch (IOException e) {
      throw new Fault.Raised(Fault.of(e, clocks.timeouts().connect()));
    }
    long waited = System.nanoTime() - before;
    // A wait that was cut short by its own budget counts in full, or the rounding of timers would
    // repeat it.
    clocks.waited(read == BodyRead.Signal.TIMED_OUT ? Math.max(waited, budget) : waited);
    return switch (read) {
      case Chunk next -> {
        borrowed.hold(next);
        clocks.bytesCame();
        meter.bytes(next.bytes().remaining());
        parser.feed(next.bytes());
        yield -1;
      }
      case BodyRead.Signal signal -> {
        if (signal == BodyRead.Signal.END) {
          bodyEnded = true;
          parser.end(atEnd);
          yield -1;
        }
        yield Math.max(waited, budget);
      }
    };
  }

  private static Fault fault(FramingException e) {
    return switch (e) {
      case FrameLimitException limit ->
          new Fault.Limit(
              limit.getMessage().replace("(maxFrameBytes)", "(Limits.maxFrameBytes)"),
              "maxFrameBytes",
              e);
      case TruncatedFrameException cut -> new Fault.Incomplete(cut.getMessage(), e);
      case MalformedFrameException bad -> new Fault.Malformed(bad.getMessage(), bad.offset(), e);
    };
  }

  /** Gives the chunk back, if there is one. */
  void release() {
    borrowed.release();
  }

  /**
   * Reads what little may follow the end of the answer, so that the connection can be used again.
   *
   * @param patient whether to wait for it a moment, or to take only what is there
   */
  void drain(boolean patient) {
    release();
    long deadline = System.nanoTime() + (patient ? DRAIN_NANOS : 0);
    int drained = 0;
    try {
      while (!bodyEnded && drained < DRAIN_BYTES) {
        switch (exchange.read(Math.max(0, deadline - System.nanoTime()))) {
          case Chunk rest -> {
            drained += rest.bytes().remaining();
            rest.release();
          }
          case BodyRead.Signal signal -> {
            if (signal == BodyRead.Signal.TIMED_OUT) {
              return;
            }
            bodyEnded = true;
          }
        }
      }
    } catch (InterruptedException e) {
      // The answer is there to its end: the interrupt is the reader's own affair.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The answer is there to its end; only the connection is lost, and it is closed next.
    }
  }
}
