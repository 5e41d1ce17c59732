package dev.penstock.testkit;

import dev.penstock.testkit.Step.After;
import java.time.Duration;
import java.util.function.LongFunction;

/** One answer being given, on its connection's script thread. */
final class Performance {
  private final ServerConnection connection;
  private final Gate gate;

  Performance(ServerConnection connection, Gate gate) {
    this.connection = connection;
    this.gate = gate;
  }

  /**
   * Does what the answer says.
   *
   * @return what becomes of the connection
   * @throws ConnectionOverException if the connection was over before the answer was
   * @throws Exception if the test's own code failed
   */
  After give(Answer answer) throws Exception {
    for (var step : answer.steps()) {
      switch (step) {
        case Step.Send(var bytes) -> connection.write(bytes);
        case Step.Play(var pieces, var pace) ->
            repeat(pieces.size(), n -> pieces.get((int) n), pace);
        case Step.Repeat(var times, var piece, var pace) -> repeat(times, piece, pace);
        case Step.Pause(var duration) -> connection.pause(duration);
        case Step.AwaitPermit() -> awaitPermit();
        case Step.Run(var action) -> action.run();
        case Step.Finish(var after) -> {
          return after;
        }
      }
    }
    throw new AssertionError("an answer without an end");
  }

  private void repeat(long times, LongFunction<byte[]> piece, Duration pace) throws Exception {
    for (long n = 0; n < times; n++) {
      if (n > 0) {
        connection.pause(pace);
      }
      connection.write(piece.apply(n));
    }
  }

  private void awaitPermit() throws InterruptedException, ConnectionOverException {
    if (!gate.acquire(connection.over())) {
      throw new ConnectionOverException();
    }
  }
}
