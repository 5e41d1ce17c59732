package dev.penstock.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/**
 * One thing that happens on a connection. Bytes are as they go out, already framed, and not to be
 * written to.
 */
@SuppressWarnings("ArrayRecordComponent") // steps are performed, never compared
sealed interface Step {

  /** One write. */
  record Send(byte[] bytes) implements Step {}

  /** Several writes, with a wait between each and the next. */
  record Play(List<byte[]> pieces, Duration pace) implements Step {}

  /** Pieces made as they are needed, numbered from 0. */
  record Repeat(long times, LongFunction<byte[]> piece, Duration pace) implements Step {}

  /** Silence for a while. */
  record Pause(Duration duration) implements Step {}

  /** Silence until the test releases a permit. */
  record AwaitPermit() implements Step {}

  /** Code of the test. */
  record Run(Answer.Action action) implements Step {}

  /** The last step: what becomes of the connection. */
  record Finish(After after) implements Step {}

  /** What becomes of the connection after an answer. */
  enum After {
    /** The next request on it is answered. */
    NEXT_REQUEST,
    /** It is closed in order: FIN. */
    DISCONNECT,
    /** It is aborted: RST. */
    RESET,
    /** It stays open in silence until the client leaves. */
    HOLD
  }
}
