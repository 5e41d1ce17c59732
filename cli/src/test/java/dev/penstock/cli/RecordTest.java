package dev.penstock.cli;

import static dev.penstock.testkit.Answer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.recording.Recording;
import dev.penstock.testkit.recording.Recording.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class RecordTest {
  private static final String KEY = "sk-very-secret-0123456789";

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("answer.txt");
  }

  private Run record(String... more) {
    return Run.of("record", "--to", file().toString()).and(more);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "jetty"})
  void a_url_is_recorded_and_its_answer_printed_as_it_is(String backend) throws IOException {
    try (var server = ScriptedServer.start(answer().sse().write(ChatStreams.HELLO).end())) {
      var url = server.uri("/v1/chat/completions?key=" + KEY).toString();
      var run =
          record("--backend", backend, "--header", "Authorization: Bearer " + KEY, "--body", "-")
              .and(url)
              .in("{\"model\":\"m\"}")
              .go();

      assertThat(run.status()).as(run.toString()).isZero();
      assertThat(run.out()).isEqualTo(ChatStreams.HELLO);
      assertThat(run.err()).isEqualTo("penstock: recorded in " + file() + "\n");
      var request = server.takeRequest();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.header("Authorization")).hasValue("Bearer " + KEY);
      assertThat(request.bodyText()).isEqualTo("{\"model\":\"m\"}");
    }
    var recording = Recording.read(file());
    assertThat(new String(recording.body(), UTF_8)).isEqualTo(ChatStreams.HELLO);
    assertThat(recording.end()).isEqualTo(new End.Completed());
    assertThat(Files.readString(file())).doesNotContain(KEY);
  }

  @Test
  void a_provider_is_asked_as_by_chat() throws IOException {
    try (var server = ScriptedServer.start(answer().sse().write(ChatStreams.HELLO).end())) {
      var run =
          record("--provider", "openai-compatible", "--base-url", server.uri("/v1").toString())
              .and("--model", "m", "Hi")
              .environment("PENSTOCK_API_KEY", KEY)
              .go();

      assertThat(run.status()).as(run.toString()).isZero();
      assertThat(run.out()).isEqualTo("Hello, wörld 😀");
      assertThat(server.takeRequest().header("Authorization")).hasValue("Bearer " + KEY);
    }
    assertThat(Files.readString(file())).contains("\"content\": \"Hi\"").doesNotContain(KEY);
    assertThat(Run.of("replay", file().toString()).go().out()).isEqualTo("Hello, wörld 😀");
  }

  @Test
  void a_prompt_may_be_read_from_standard_input_as_by_chat() throws IOException {
    try (var server = ScriptedServer.start(answer().sse().write(ChatStreams.HELLO).end())) {
      var run =
          record("--provider", "openai-compatible", "--base-url", server.uri("/v1").toString())
              .and("--model", "m", "-")
              .in("What is\na gate?\n")
              .go();

      assertThat(run.status()).as(run.toString()).isZero();
      assertThat(server.takeRequest().bodyText()).contains("\"What is\\na gate?\"");
    }
  }

  @Test
  void a_stream_that_breaks_off_is_recorded_and_told() throws IOException {
    try (var server = ScriptedServer.start(answer().sse().write(ChatStreams.CUT).disconnect())) {
      var run = record(server.uri("/chat/completions").toString()).go();

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEqualTo(ChatStreams.CUT);
      assertThat(run.err()).startsWith("penstock: connection: ");
    }
    assertThat(Recording.read(file()).end()).isInstanceOf(End.Failed.class);
    var replayed = Run.of("replay", file().toString()).go();
    assertThat(replayed.status()).isEqualTo(1);
    assertThat(replayed.err()).contains("connection: ");
  }

  @Test
  void a_refusal_is_recorded_and_told() throws IOException {
    try (var server = ScriptedServer.start(answer().status(503).body("{\"error\":\"busy\"}"))) {
      var run = record(server.uri("/").toString()).go();

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEqualTo("{\"error\":\"busy\"}");
      assertThat(run.err()).contains("status 503");
    }
    assertThat(Recording.read(file()).head().orElseThrow().status()).isEqualTo(503);
  }

  @Test
  void a_server_that_falls_silent_is_left() throws IOException {
    try (var server = ScriptedServer.start(answer().sse().event("one").stall())) {
      var run = record("--idle-timeout", "50ms", server.uri("/").toString()).go();

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("timeout: nothing came for 50 ms (--idle-timeout)");
    }
    assertThat(Recording.read(file()).end()).isEqualTo(new End.Closed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://x/",
        "no url",
        "--method PUT http://127.0.0.1:1/",
        "--provider openai",
        "--backend none http://127.0.0.1:1/",
        "--header nonsense http://127.0.0.1:1/",
        "--provider nobody --model m Hi",
        "--provider openai Hi",
        "--provider openai --model m",
        "--body /no/such/file http://127.0.0.1:1/"
      })
  void what_cannot_be_asked_is_wrong_usage(String line) {
    var run = record(line.isEmpty() ? new String[0] : line.split(" ", -1)).go();

    assertThat(run.status()).as(run.toString()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("penstock: ");
    assertThat(file()).doesNotExist();
  }

  @Test
  void a_file_that_cannot_be_written_is_told() throws IOException {
    Files.createDirectory(file());
    try (var server = ScriptedServer.start(answer().sse().event("one").end())) {
      var run = record(server.uri("/").toString()).go();

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("cannot write the recording");
      assertThat(server.requests()).isEmpty();
    }
  }
}
