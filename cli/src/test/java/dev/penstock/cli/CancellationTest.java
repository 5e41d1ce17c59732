package dev.penstock.cli;

import static dev.penstock.testkit.Answer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a signal does, to a process of its own. */
@Timeout(30)
final class CancellationTest {
  @Test
  void a_signal_closes_the_stream_and_what_there_was_is_said()
      throws IOException, InterruptedException {
    var begun = answer().sse().write(ChatStreams.CUT).stall();
    try (var server = ScriptedServer.start(begun)) {
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "chat",
                  "--provider",
                  "openai-compatible",
                  "--base-url",
                  server.uri("/v1").toString(),
                  "--model",
                  "m",
                  "--stats",
                  "Hi")
              .start();
      var text = process.getInputStream().readNBytes("Hello, wörld 😀".getBytes(UTF_8).length);
      assertThat(process.toHandle().destroy()).isTrue();

      assertThat(new String(text, UTF_8)).isEqualTo("Hello, wörld 😀");
      server.awaitClientGone(Duration.ofSeconds(10));
      assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
          .startsWith("penstock: cancelled: ")
          .contains("\noutcome             cancelled\n", "\ntokens out          ~2\n");
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isNotZero();
    }
  }
}
