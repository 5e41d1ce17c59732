package dev.penstock.cli;

import static dev.penstock.testkit.Answer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ChatTest {
  private static final Answer HELLO = answer().sse().write(ChatStreams.HELLO);
  private static final String KEY = "sk-very-secret-0123456789";

  @TempDir private Path folder;

  /** A question to a compatible server, with no key. */
  private static Run chat(ScriptedServer server, String... more) {
    var args =
        new ArrayList<>(
            List.of("chat", "--provider", "openai-compatible", "--base-url", url(server)));
    args.addAll(List.of(more));
    return Run.of(args);
  }

  private static Run ask(ScriptedServer server, String... more) {
    var args = new ArrayList<>(List.of("--model", "m", "Hi"));
    args.addAll(List.of(more));
    return chat(server, args.toArray(String[]::new));
  }

  private static String url(ScriptedServer server) {
    return server.uri("/v1").toString();
  }

  @Test
  void the_text_is_printed_and_nothing_else() {
    try (var server = ScriptedServer.start(HELLO)) {
      var run = ask(server).go();

      assertThat(run.out()).isEqualTo("Hello, wörld 😀");
      assertThat(run.err()).isEmpty();
      assertThat(run.status()).isEqualTo(0);
    }
  }

  @Test
  void the_text_is_printed_as_it_comes() {
    var half = answer().sse().write(ChatStreams.CUT).awaitPermit();
    var rest = ChatStreams.HELLO.substring(ChatStreams.CUT.length());
    try (var server = ScriptedServer.start(half.write(rest))) {
      var out = new ByteArrayOutputStream();
      var run = ask(server).out(out);
      var done = CompletableFuture.supplyAsync(run::go);

      await().until(() -> out.toString(UTF_8).equals("Hello, wörld 😀"));
      assertThat(done).isNotDone();
      server.release();

      assertThat(done.join().status()).isEqualTo(0);
    }
  }

  @Test
  void the_request_says_what_the_user_said() {
    try (var server = ScriptedServer.start(HELLO)) {
      var run = ask(server, "--system", "Be \"brief\".", "--header", "X-Team: a:b").go();

      assertThat(run.status()).isEqualTo(0);
      var request = server.takeRequest();
      assertThat(request.requestLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
      assertThat(request.header("Authorization")).isEmpty();
      assertThat(request.header("X-Team")).contains("a:b");
      var body = JsonValues.object(request.bodyText());
      assertThat(body).containsEntry("model", "m").containsEntry("stream", true);
      assertThat(JsonValues.maps(body.get("messages")).toString())
          .isEqualTo("[{role=system, content=Be \"brief\".}, {role=user, content=Hi}]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai, OPENAI_API_KEY",
    "openai-compatible, OPENAI_API_KEY",
    "openai-compatible, PENSTOCK_API_KEY"
  })
  void the_key_comes_from_the_environment(String provider, String variable) {
    try (var server = ScriptedServer.start(HELLO)) {
      var run =
          Run.of("chat", "--provider", provider, "--base-url", url(server), "--model", "m", "Hi")
              .environment(variable, KEY)
              .go();

      assertThat(run.status()).isEqualTo(0);
      assertThat(server.takeRequest().header("Authorization")).contains("Bearer " + KEY);
    }
  }

  @Test
  void the_projects_own_variable_goes_before_openais_and_an_empty_one_sends_none() {
    try (var server = ScriptedServer.start(HELLO)) {
      ask(server).environment("OPENAI_API_KEY", KEY).environment("PENSTOCK_API_KEY", "own").go();
      ask(server).environment("OPENAI_API_KEY", KEY).environment("PENSTOCK_API_KEY", "").go();

      assertThat(server.takeRequest().header("Authorization")).contains("Bearer own");
      assertThat(server.takeRequest().header("Authorization")).isEmpty();
    }
  }

  @Test
  void a_header_of_the_users_takes_the_place_of_the_key() {
    try (var server = ScriptedServer.start(HELLO)) {
      var run =
          Run.of("chat", "--provider", "openai", "--base-url", url(server), "--model", "m", "Hi")
              .and("--header", "authorization: Basic abc")
              .go();

      assertThat(run.status()).isEqualTo(0);
      assertThat(server.takeRequest().header("Authorization")).contains("Basic abc");
    }
  }

  @Test
  void a_prompt_or_a_body_is_read_from_standard_input_or_a_file() throws IOException {
    var body = "{\"model\":\"own\",\"stream\":true,\"messages\":[]}";
    var file = Files.writeString(folder.resolve("body.json"), body).toString();
    try (var server = ScriptedServer.start(HELLO)) {
      assertThat(chat(server, "--model", "m", "-").in("Why?\nHow?\n").go().status()).isEqualTo(0);
      assertThat(chat(server, "--body", file).go().status()).isEqualTo(0);
      assertThat(chat(server, "--body", "-").in(body).go().status()).isEqualTo(0);

      assertThat(server.takeRequest().bodyText()).contains("\"content\":\"Why?\\nHow?\"");
      assertThat(server.takeRequest().bodyText()).isEqualTo(body);
      assertThat(server.takeRequest().bodyText()).isEqualTo(body);
    }
  }

  @Test
  void events_and_summary_are_as_decode_prints_them() {
    try (var server = ScriptedServer.start(HELLO)) {
      assertThat(ask(server, "--output", "events").go().outLines())
          .startsWith("{\"type\":\"text\",\"text\":\"Hel\"}")
          .endsWith("{\"type\":\"finish\",\"reason\":\"stop\",\"raw\":\"stop\"}");
      assertThat(ask(server, "--output", "summary").go().json())
          .containsOnlyKeys(
              "outcome",
              "text",
              "thinking",
              "toolCalls",
              "finishReason",
              "rawFinishReason",
              "usage",
              "error",
              "events",
              "bytes")
          .containsEntry("outcome", "completed")
          .containsEntry("bytes", (long) ChatStreams.HELLO.getBytes(UTF_8).length);
    }
  }

  @Test
  void a_refused_key_is_told_and_not_shown() {
    var body =
        """
        {"error":{"message":"Incorrect API key provided: %s","type":"invalid_request_error",\
        "code":"invalid_api_key"}}\
        """
            .formatted(KEY);
    var refused = answer().status(401).header("Content-Type", "application/json").body(body);
    try (var server = ScriptedServer.start(refused)) {
      var text = ask(server).environment("OPENAI_API_KEY", KEY).go();
      var summary = ask(server, "--output", "summary").environment("OPENAI_API_KEY", KEY).go();

      assertThat(text.err())
          .startsWith("penstock: http_status: ")
          .contains("401", "invalid_api_key", "Incorrect API key provided: <redacted>")
          .hasLineCount(1);
      assertThat(text.out()).isEmpty();
      assertThat(text.status()).isEqualTo(1);
      assertThat(summary.toString()).doesNotContain(KEY);
      assertThat(JsonValues.map(summary.json().get("error")))
          .containsEntry("kind", "http_status")
          .containsEntry("type", "invalid_request_error")
          .containsEntry("code", "invalid_api_key")
          .containsEntry("status", 401L);
    }
  }

  @Test
  void a_500_is_told_with_the_beginning_of_its_body() {
    var broken = answer().status(500).header("Retry-After", "0").body("it\nbroke \u001b[31m");
    try (var server = ScriptedServer.start(broken)) {
      var run = ask(server).go();

      assertThat(run.err()).contains("http_status: ", "500", "it broke [31m").hasLineCount(1);
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void a_refused_connection_is_told() throws IOException {
    int port;
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = listener.getLocalPort();
    }
    var run =
        Run.of("chat", "--provider", "openai-compatible", "--model", "m", "Hi")
            .and("--base-url", "http://127.0.0.1:" + port + "/v1")
            .go();

    assertThat(run.err()).startsWith("penstock: connection: ").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_stream_that_is_cut_keeps_its_text_on_stdout(boolean byReset) {
    var begun = answer().sse().write(ChatStreams.CUT);
    try (var server = ScriptedServer.start(byReset ? begun.awaitPermit().reset() : begun.end())) {
      var out = new ByteArrayOutputStream();
      var done = CompletableFuture.supplyAsync(ask(server).out(out)::go);
      await().until(() -> out.toString(UTF_8).equals("Hello, wörld 😀"));
      server.release();
      var run = done.join();

      assertThat(run.err())
          .startsWith("penstock: " + (byReset ? "connection" : "incomplete") + ": ")
          .hasLineCount(1);
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void an_error_in_the_stream_keeps_its_text_on_stdout() {
    try (var server = ScriptedServer.start(answer().sse().write(ChatStreams.BROKEN))) {
      var run = ask(server).go();

      assertThat(run.out()).isEqualTo("Hello, wörld 😀");
      assertThat(run.err())
          .contains("provider: ", "server_error", "busy", "overloaded")
          .hasLineCount(1);
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void a_page_of_html_and_an_empty_answer_are_told() {
    var page = answer().status(200).header("Content-Type", "text/html").body("<h1>Sign in</h1>");
    try (var server = ScriptedServer.start(page, answer().sse())) {
      var html = ask(server).go();
      var empty = ask(server).go();

      assertThat(html.err()).contains("malformed: ").contains("HTML").hasLineCount(1);
      assertThat(html.status()).isEqualTo(1);
      assertThat(empty.err()).contains("incomplete: ").hasLineCount(1);
      assertThat(empty.status()).isEqualTo(1);
    }
  }

  @Test
  void a_silent_server_meets_the_idle_timeout() {
    try (var server = ScriptedServer.start(answer().sse().write(ChatStreams.CUT).stall())) {
      var run = ask(server, "--idle-timeout", "200ms").go();

      assertThat(run.out()).isEqualTo("Hello, wörld 😀");
      assertThat(run.err()).contains("timeout: ").contains("200 ms").hasLineCount(1);
      assertThat(run.status()).isEqualTo(1);
      server.awaitClientGone(Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "ftp://127.0.0.1/v1",
        "http://",
        "http://a b/",
        "https:///v1",
        "/v1",
        ""
      })
  void a_base_url_that_is_none_is_wrong_usage(String url) {
    var run =
        Run.of("chat", "--provider", "openai-compatible", "--model", "m", "Hi", "--base-url", url)
            .go();

    assertThat(run.err()).startsWith("penstock: ").contains("URL").hasLineCount(2);
    assertThat(run.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPENAI_API_KEY", "PENSTOCK_API_KEY"})
  void a_key_with_a_line_end_is_refused_before_anything_is_sent(String variable) {
    try (var server = ScriptedServer.start(HELLO)) {
      var run = ask(server).environment(variable, KEY + "\r\nX-Evil: 1").go();

      assertThat(run.err()).contains("line end").doesNotContain(KEY).doesNotContain("X-Evil");
      assertThat(run.out()).isEmpty();
      assertThat(run.status()).isEqualTo(2);
      assertThat(server.connections()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--provider nobody --model m Hi",
        "--provider openai --model m Hi",
        "--provider openai-compatible --model m Hi",
        "--provider openai-compatible --base-url http://127.0.0.1:9/v1 Hi",
        "--provider openai-compatible --base-url http://127.0.0.1:9/v1 --model m",
        "--provider openai-compatible --base-url http://127.0.0.1:9/v1 --model m --body x Hi",
        "--provider openai-compatible --base-url http://127.0.0.1:9/v1 --body nowhere",
        "--provider openai-compatible --base-url http://127.0.0.1:9/v1 --model m --header nonsense"
            + " Hi",
        "--provider openai-compatible --base-url http://127.0.0.1:9/v1 --model m --header :x Hi",
        "--provider openai-compatible --base-url http://127.0.0.1:9/v1 --model m --backend"
            + " carrier-pigeon Hi",
        "--provider openai-compatible --base-url http://127.0.0.1:9/v1 --model m --idle-timeout"
            + " soon Hi"
      })
  void wrong_usage_is_told_and_nothing_is_sent(String line) {
    var run = Run.of(("chat " + line).split(" ")).go();

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("penstock: ").hasLineCount(2);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void an_unknown_backend_is_told_with_those_that_are_there() {
    try (var server = ScriptedServer.start(HELLO)) {
      var run = ask(server, "--backend", "carrier-pigeon").go();

      assertThat(run.err()).contains("carrier-pigeon").contains("jdk");
      assertThat(run.status()).isEqualTo(2);
      assertThat(server.connections()).isEmpty();
    }
  }
}
