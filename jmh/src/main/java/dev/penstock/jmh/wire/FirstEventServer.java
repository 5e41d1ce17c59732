package dev.penstock.jmh.wire;

import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.time.Duration;

/**
 * Answers with one event: below {@code /MILLIS} as many milliseconds after the response's head. It
 * prints its port and runs until its input ends.
 */
public final class FirstEventServer {
  private FirstEventServer() {}

  public static void main(String[] args) throws IOException {
    try (var server =
        ScriptedServer.start(request -> answer(Integer.parseInt(request.target().substring(1))))) {
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // Until the parent is gone.
      }
    }
  }

  private static Answer answer(int millis) {
    return Answer.answer().sse().pause(Duration.ofMillis(millis)).event("first").end();
  }
}
