package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ReplayTest {
  @TempDir private Path folder;

  private String recording(String path, String contentType, String body, String end)
      throws IOException {
    var text = new StringBuilder("penstock recording 1\nrequest POST https://llm.example");
    text.append(path).append("\nresponse 200 at 1 ms\nContent-Type: ").append(contentType);
    text.append("\nchunk at 600000 ms\n");
    body.lines().forEach(line -> text.append("| ").append(line.replace("%", "%25")).append('\n'));
    text.append("end at 600000 ms ").append(end).append('\n');
    return Files.writeString(folder.resolve("a.txt"), text).toString();
  }

  private String hello(String end) throws IOException {
    return recording("/v1/chat/completions", "text/event-stream", ChatStreams.HELLO, end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3", "1000", "random", "random:17"})
  void a_recording_is_played_however_it_is_cut(String chunk) throws IOException {
    var run = Run.of("replay", "--speed", "max", "--chunk", chunk, hello("completed")).go();

    assertThat(run.out()).isEqualTo("Hello, wörld 😀");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void a_recording_is_played_faster() throws IOException {
    var run = Run.of("replay", "--speed", "1e9", hello("completed")).go();

    assertThat(run.out()).isEqualTo("Hello, wörld 😀");
  }

  @Test
  void the_summary_tells_how_it_ended() throws IOException {
    var run =
        Run.of("replay", "--speed", "max", "--output", "summary")
            .and(recording("/chat/completions", "x/y", ChatStreams.CUT, "failed BODY: cut off"))
            .go();

    assertThat(run.json())
        .containsEntry("outcome", "failed")
        .containsEntry("text", "Hello, wörld 😀")
        .containsEntry("file", folder.resolve("a.txt").toString());
    assertThat(run.err()).contains("connection: ").contains("cut off");
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "text/event-stream; charset=utf-8, data: {},"
        + " '{\"event\":\"message\",\"data\":\"{}\",\"id\":\"\"}'",
    "application/x-ndjson, {}, '{\"event\":\"message\",\"data\":\"{}\",\"id\":\"\"}'",
  })
  void a_recording_from_elsewhere_is_shown_by_its_framing(
      String contentType, String body, String event) throws IOException {
    var run =
        Run.of(
                "replay",
                "--speed",
                "max",
                recording("/else", contentType, body + "\n\n", "completed"))
            .go();

    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(run.outLines()).hasSize(1);
    if (contentType.startsWith("text")) {
      assertThat(run.out().strip()).isEqualTo(event);
    }
  }

  @Test
  void a_failure_of_a_bare_framing_is_told() throws IOException {
    var run =
        Run.of("replay", "--speed", "max", "--format", "sse", hello("failed BODY: cut off")).go();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.outLines()).hasSize(6);
    assertThat(run.err()).contains("cut off");
  }

  @Test
  void a_captured_body_can_be_played_too() throws IOException {
    var body = Files.writeString(folder.resolve("body.sse"), ChatStreams.HELLO).toString();

    assertThat(Run.of("replay", "--format", "openai", body).go().out())
        .isEqualTo("Hello, wörld 😀");
    assertThat(Run.of("replay", body).go().outLines()).hasSize(6);
  }

  @Test
  void it_goes_on_after_one_that_failed() throws IOException {
    var broken = recording("/x", "text/event-stream", ChatStreams.CUT, "failed BODY: cut off");
    var body = Files.writeString(folder.resolve("body.sse"), ChatStreams.HELLO).toString();
    var run =
        Run.of("replay", "--speed", "max", "--format", "openai", "--output", "summary")
            .and(broken, body)
            .go();

    assertThat(run.outLines()).hasSize(2);
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/no/such/file",
        "--speed 0 FILE",
        "--speed fast FILE",
        "--chunk 0 FILE",
        "--chunk random:x FILE",
        "--format none FILE",
        "STRANGE"
      })
  void wrong_usage_is_told(String line) throws IOException {
    var strange = folder.resolve("strange");
    Files.writeString(strange, "penstock recording 99\n");
    var args = line.replace("FILE", hello("completed")).replace("STRANGE", strange.toString());
    var run = Run.of("replay").and(args.isEmpty() ? new String[0] : args.split(" ", -1)).go();

    assertThat(run.status()).as(run.toString()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("penstock: ");
  }
}
