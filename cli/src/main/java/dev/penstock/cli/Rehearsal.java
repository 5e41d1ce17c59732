package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Does what short-lived commands do, once and unseen, so that the JVM can note which classes they
 * need: the script {@code penstock} has them put into an archive that later starts map into memory.
 */
final class Rehearsal {
  private static final String BODY =
      """
      data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  private Rehearsal() {}

  /**
   * Runs it and ends the process, with a status other than 0 where a command failed.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    System.exit(run());
  }

  static int run() {
    int status = play("", "demo", "--speed", "1000");
    status |= play(BODY, "decode", "--format", "openai", "-");
    try (var server = new DemoServer(Duration.ZERO)) {
      for (var backend : List.of("jdk", "jetty")) {
        status |=
            play(
                "",
                "chat",
                "--provider",
                "openai-compatible",
                "--base-url",
                server.baseUrl(DemoScene.TEXT.name(), backend),
                "--backend",
                backend,
                "--model",
                "m",
                "--stats",
                "hi");
      }
    }
    return status;
  }

  private static int play(String in, String... command) {
    var shell =
        new Shell(
            new ByteArrayInputStream(in.getBytes(UTF_8)),
            OutputStream.nullOutputStream(),
            new PrintStream(OutputStream.nullOutputStream(), /* autoFlush= */ true, UTF_8),
            name -> null,
            Style.PLAIN);
    return Main.run(shell, command);
  }
}
