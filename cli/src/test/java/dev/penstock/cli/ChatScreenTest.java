package dev.penstock.cli;

import static dev.penstock.testkit.Answer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code chat} shows of an answer beside its text, and records. */
@Timeout(30)
final class ChatScreenTest {
  private static final Style TERMINAL = new Style(true, false, true, 120);
  private static final Answer HELLO = answer().sse().write(ChatStreams.HELLO);

  @TempDir private Path folder;

  private static Run ask(ScriptedServer server, String... more) {
    return Run.of("chat", "--provider", "openai-compatible", "--model", "m", "Hi")
        .and("--base-url", server.uri("/v1").toString())
        .and(more);
  }

  @Test
  void a_terminal_sees_a_status_line_and_keeps_its_last_one() {
    try (var server = ScriptedServer.start(HELLO)) {
      var run = ask(server).style(TERMINAL).go();

      assertThat(run.out())
          .startsWith("waiting for the first token\r\u001b[KHel")
          .contains("\u001b[Jlo, wörld 😀");
      assertThat(run.outLines().getLast())
          .startsWith("completed after ")
          .contains(" · first token ", " · 3 tokens · ");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void a_terminal_sees_thinking_and_a_tool_call_in_a_box() {
    try (var server = ScriptedServer.start(answer().sse().write(ChatStreams.TOOLS))) {
      var run = ask(server).style(new Style(true, true, true, 80)).go();

      assertThat(run.out())
          .contains("\u001b[2mLook it up.\u001b[0m", "╭─ weather ─", "│ {\"city\":", "╰──");
      assertThat(ask(server, "--no-color").style(new Style(true, true, true, 80)).go().out())
          .contains("(thinking) Look it up.")
          .doesNotContainPattern("\u001b\\[[0-9]*m");
    }
  }

  @Test
  void a_dumb_terminal_and_other_outputs_have_no_status_line() {
    try (var server = ScriptedServer.start(HELLO)) {
      assertThat(ask(server).style(new Style(true, false, false, 80)).go().out())
          .isEqualTo("Hello, wörld 😀\n");
      assertThat(ask(server, "--output", "events").style(TERMINAL).go().out())
          .startsWith("{")
          .endsWith("}\n");
    }
  }

  @Test
  void a_failure_leaves_the_text_and_no_status_line_under_it() {
    try (var server = ScriptedServer.start(answer().sse().write(ChatStreams.BROKEN))) {
      var run = ask(server).style(TERMINAL).go();

      assertThat(run.outLines().getLast()).startsWith("failed after ");
      assertThat(run.err()).startsWith("penstock: provider: ").hasLineCount(1);
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void wrong_usage_that_shows_late_leaves_no_status_line() {
    try (var server = ScriptedServer.start(HELLO)) {
      var run = ask(server, "--backend", "carrier-pigeon").style(TERMINAL).go();

      assertThat(run.out()).isEqualTo("waiting for the first token\r\u001b[K");
      assertThat(run.status()).isEqualTo(2);
    }
  }

  @Test
  void figures_are_told_on_stderr_and_the_text_stays_alone() {
    try (var server = ScriptedServer.start(HELLO)) {
      var run = ask(server, "--stats").go();

      assertThat(run.out()).isEqualTo("Hello, wörld 😀");
      assertThat(run.err())
          .startsWith("outcome             completed (stop)\nmodel               m\nhead after ")
          .contains("first token after   ", "tokens out          3\ntokens in           9\n");
      assertThat(run.status()).isEqualTo(0);
    }
  }

  @Test
  void figures_are_told_of_a_failure_too() {
    var refused = answer().status(401).header("Content-Type", "application/json").body("{}");
    try (var server = ScriptedServer.start(refused)) {
      var run = ask(server, "--stats").go();

      assertThat(run.err()).startsWith("penstock: http_status: ").contains("\noutcome   ");
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void what_is_asked_can_be_recorded_and_replayed() throws IOException {
    var file = folder.resolve("answer.txt");
    try (var server = ScriptedServer.start(HELLO)) {
      var run =
          ask(server, "--record", file.toString())
              .environment("OPENAI_API_KEY", "sk-very-secret-0123456789")
              .go();

      assertThat(run.out()).isEqualTo("Hello, wörld 😀");
      assertThat(run.err()).isEqualTo("penstock: recorded in " + file + "\n");
      assertThat(run.status()).isEqualTo(0);
    }
    assertThat(Files.readString(file)).doesNotContain("sk-very-secret");
    assertThat(Run.of("replay", file.toString(), "--output", "text").go().out())
        .isEqualTo("Hello, wörld 😀");
  }

  @Test
  void a_recording_that_cannot_be_written_sends_nothing() throws IOException {
    var occupied = Files.createFile(folder.resolve("file"));
    try (var server = ScriptedServer.start(HELLO)) {
      var run = ask(server, "--record", occupied.resolve("answer.txt").toString()).go();

      assertThat(run.err()).startsWith("penstock: ").contains("answer.txt");
      assertThat(run.status()).isEqualTo(1);
      assertThat(server.connections()).isEmpty();
    }
  }
}
