package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.testkit.Census;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ServeTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private @Nullable FutureTask<Run> serving;
  private @Nullable Thread thread;
  private Census before = Census.take();

  @BeforeEach
  @Timeout(30)
  void takeCensus() {
    before = Census.take();
  }

  /** An interrupt is what Ctrl-C is to a process. */
  @AfterEach
  void stop() throws Exception {
    if (thread != null && serving != null) {
      thread.interrupt();
      assertThat(serving.get().status()).isZero();
    }
    before.awaitNothingLeft(Duration.ofSeconds(10));
  }

  private URI serve(String... args) {
    var run = Run.of("serve").and(args).out(out);
    var task = new FutureTask<>(run::go);
    serving = task;
    thread = Thread.ofPlatform().start(task);
    await().until(() -> task.isDone() || out.toString(UTF_8).endsWith("\n"));
    assertThat(out.toString(UTF_8)).as("served").startsWith("http://127.0.0.1:");
    return URI.create(out.toString(UTF_8).strip());
  }

  private String body(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String hello() throws IOException {
    return body("hello.sse", ChatStreams.HELLO);
  }

  private static Run chat(URI server, String... more) {
    return Run.of("chat", "--provider", "openai-compatible", "--model", "m")
        .and("--base-url", server.resolve("/v1").toString())
        .and(more)
        .and("Hi");
  }

  /** Asks on a socket of its own and returns all that comes until the server closes or resets. */
  private static String ask(URI server, String path) throws IOException {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      var answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketException e) {
        answer.writeBytes("<reset>".getBytes(UTF_8));
      }
      return answer.toString(UTF_8);
    }
  }

  @Test
  void a_captured_body_is_served_to_a_chat() throws IOException {
    var run = chat(serve(hello())).go();

    assertThat(run.out()).isEqualTo("Hello, wörld 😀");
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "7", "random:3"})
  void what_is_served_can_be_cut_anew(String chunk) throws IOException {
    assertThat(chat(serve("--chunk", chunk, "--speed", "max", hello())).go().out())
        .isEqualTo("Hello, wörld 😀");
  }

  @Test
  void a_recording_is_served_with_its_head_but_for_what_was_redacted() throws IOException {
    var recording =
        body(
            "a.txt",
            """
            penstock recording 1
            request POST https://llm.example/v1/x
            response 429 at 60000 ms
            Retry-After: 17
            Set-Cookie: <redacted>
            Transfer-Encoding: chunked
            chunk at 60000 ms
            | busy
            end at 60000 ms completed
            """);
    var answer = ask(serve("--speed", "max", recording), "/v1/x");

    assertThat(answer)
        .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
        .contains("Retry-After: 17\r\n", "busy\n")
        .endsWith("0\r\n\r\n")
        .doesNotContain("Cookie", "redacted")
        .containsOnlyOnce("Transfer-Encoding");
  }

  @Test
  void a_recording_that_broke_off_breaks_off() throws IOException {
    var beginning = "penstock recording 1\nrequest GET http://x/\n";
    var before = body("before.txt", beginning + "end at 1 ms failed CONNECT: nobody there");
    var within =
        body(
            "within.txt",
            beginning
                + "response 200 at 1 ms\nchunk at 1 ms\n| one\nend at 1 ms failed BODY: cut off");
    var server = serve(before, within);

    assertThat(ask(server, "/")).isEmpty();
    assertThat(ask(server, "/")).contains("one\n").doesNotContain("0\r\n\r\n");
  }

  @Test
  void a_request_gets_what_is_of_its_path() throws IOException {
    var text = "penstock recording 1\nrequest GET http://x/%s\nresponse 200 at 0 ms\n";
    var one = body("1.txt", text.formatted("one") + "chunk at 0 ms\n| 1\nend at 0 ms completed");
    var two = body("2.txt", text.formatted("two") + "chunk at 0 ms\n| 2\nend at 0 ms completed");
    var server = serve(one, two);

    assertThat(ask(server, "/two?x=y")).contains("\r\n2\n");
    assertThat(ask(server, "/one")).contains("\r\n1\n");
    assertThat(ask(server, "/two")).contains("\r\n2\n");
    assertThat(ask(server, "/") + ask(server, "/")).contains("\r\n1\n", "\r\n2\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          data: {}~~              ! text/event-stream
          : hello~~data: {}~~     ! text/event-stream
          {"a":1}~{"b":2}~        ! application/x-ndjson
          {~"a": 1~}~             ! application/json
          [{"a":1},~{"b":2}]      ! application/json
          """)
  void the_content_type_of_a_captured_body_is_guessed(String text, String type) throws IOException {
    var server = serve(body("captured", text.replace('~', '\n')));
    assertThat(ask(server, "/")).contains("Content-Type: " + type + "\r\n");
  }

  @Test
  void an_aws_event_stream_is_known_by_its_checksum() throws IOException {
    var file = folder.resolve("captured");
    Files.write(file, AwsMessage.of("{}", ":message-type", "event", ":event-type", "messageStart"));
    assertThat(ask(serve(file.toString()), "/"))
        .contains("Content-Type: application/vnd.amazon.eventstream\r\n");
  }

  // --- faults

  @Test
  void an_answer_can_stall_after_an_event() throws IOException {
    var run = chat(serve("--fault", "stall@2", hello()), "--idle-timeout", "100ms").go();

    assertThat(run.out()).startsWith("Hel").doesNotContain("wörld");
    assertThat(run.err()).startsWith("penstock: timeout: ");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void an_answer_can_be_reset_after_an_event() throws IOException {
    var answer = ask(serve("--fault", "reset@1", hello()), "/");

    assertThat(answer).endsWith("<reset>").doesNotContain("wörld");
  }

  @Test
  void an_answer_can_be_truncated_at_a_byte() throws IOException {
    var answer = ask(serve("--fault", "truncate@10", hello()), "/");

    assertThat(answer).contains(ChatStreams.HELLO.substring(0, 10) + "\r\n");
    assertThat(answer).doesNotContain(ChatStreams.HELLO.substring(0, 11), "0\r\n\r\n");
  }

  @Test
  void an_answer_can_have_another_status() throws IOException {
    var server = serve("--fault", "status=503", hello());

    assertThat(ask(server, "/")).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/no/such/file",
        "--fault stall FILE",
        "--fault stall@x FILE",
        "--fault status=99 FILE",
        "--fault status=101 FILE",
        "--port 70000 FILE",
        "--speed -1 FILE",
        "--port TAKEN FILE"
      })
  void wrong_usage_is_told(String line) throws IOException {
    try (var taken = new ServerSocket(0)) {
      var args =
          line.replace("FILE", hello()).replace("TAKEN", String.valueOf(taken.getLocalPort()));
      var run = Run.of("serve").and(args.isEmpty() ? new String[0] : args.split(" ", -1)).go();

      assertThat(run.status()).as(run.toString()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("penstock: ");
    }
  }
}
