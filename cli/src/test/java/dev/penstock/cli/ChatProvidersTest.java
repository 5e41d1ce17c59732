package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every provider of {@code chat}, over real sockets. */
@Timeout(60)
final class ChatProvidersTest {
  private static final String KEY = "key-very-secret-0123456789";

  /** What AWS's chain finds: nothing of the machine's, unless a test sets it. */
  private static final Map<String, String> AWS =
      Map.of(
          "aws.region", "eu-west-1",
          "aws.disableEc2Metadata", "true",
          "aws.configFile", "/nowhere",
          "aws.sharedCredentialsFile", "/nowhere");

  @TempDir private Path folder;

  @BeforeEach
  void setAws() {
    AWS.forEach(System::setProperty);
  }

  @AfterEach
  void clearAws() {
    AWS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  static List<ProviderScript> scripts() {
    return ProviderScript.all();
  }

  private static Run chat(ProviderScript script, ScriptedServer server, String... more) {
    var variable =
        script.variableOr(
            Map.of("ollama", "OLLAMA_API_KEY", "openai-compatible", "PENSTOCK_API_KEY"));
    return Run.of("chat", "--provider", script.name())
        .and("--base-url", server.uri(script.suffix()).toString())
        .and(more)
        .environment(variable, KEY);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void the_text_is_printed(ProviderScript script) {
    try (var server = ScriptedServer.start(script.hello())) {
      var run = chat(script, server, "--model", "m", "--system", "Be brief.", "Hi").go();

      assertThat(run.err()).isEmpty();
      assertThat(run.out()).isEqualTo("Hello");
      assertThat(run.status()).isEqualTo(0);
      var request = server.takeRequest();
      assertThat(request.requestLine()).isEqualTo("POST " + script.target() + " HTTP/1.1");
      assertThat(request.header(script.header())).contains(script.prefix() + KEY);
      assertThat(request.bodyText()).contains("Be brief.").contains("\"Hi\"");
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void a_refused_key_is_told_and_not_shown(ProviderScript script) {
    var refused =
        Answer.answer()
            .status(401)
            .header("Content-Type", "application/json")
            .body("{\"message\":\"no such key: " + KEY + "\"}");
    try (var server = ScriptedServer.start(refused)) {
      var run = chat(script, server, "--model", "m", "Hi").go();

      assertThat(run.err()).startsWith("penstock: http_status: ").contains("401").hasLineCount(1);
      assertThat(run.toString()).doesNotContain(KEY);
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void a_stream_that_is_cut_keeps_its_text_and_is_told(ProviderScript script) {
    try (var server = ScriptedServer.start(script.cut())) {
      var run = chat(script, server, "--model", "m", "--output", "summary", "Hi").go();

      assertThat(run.json()).containsEntry("outcome", "incomplete").containsEntry("text", "Hello");
      assertThat(run.err()).startsWith("penstock: incomplete: ").hasLineCount(1);
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void a_body_is_sent_as_it_is(ProviderScript script) throws IOException {
    var body = "{ \"own\": 1 }";
    var file = Files.writeString(folder.resolve("body.json"), body).toString();
    try (var server = ScriptedServer.start(script.hello())) {
      var run = chat(script, server, "--model", "m", "--body", file).go();

      assertThat(run.out()).isEqualTo("Hello");
      var request = server.takeRequest();
      assertThat(request.bodyText()).isEqualTo(body);
      assertThat(request.requestLine()).isEqualTo("POST " + script.target() + " HTTP/1.1");
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void a_missing_key_is_wrong_usage_where_one_is_needed(ProviderScript script) {
    try (var server = ScriptedServer.start(script.hello())) {
      var run =
          Run.of("chat", "--provider", script.name(), "--model", "m", "Hi")
              .and("--base-url", server.uri(script.suffix()).toString())
              .go();

      boolean needed = !script.variable().isEmpty();
      assertThat(run.status()).isEqualTo(needed ? 2 : 0);
      if (needed) {
        assertThat(run.err())
            .startsWith("penstock: no ")
            .contains(script.variable())
            .hasLineCount(2);
        assertThat(server.connections()).isEmpty();
      } else {
        assertThat(server.takeRequest().header(script.header())).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void a_header_of_the_users_takes_the_place_of_the_key(ProviderScript script) {
    try (var server = ScriptedServer.start(script.hello())) {
      var run =
          chat(script, server, "--model", "m", "--header", script.header() + ": own", "Hi").go();

      assertThat(run.status()).isEqualTo(0);
      assertThat(server.takeRequest().header(script.header())).contains("own");
    }
  }

  @Test
  void bedrock_is_signed_with_what_awss_chain_finds() {
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", KEY);
    var script = ProviderScript.all().getLast();
    try (var server = ScriptedServer.start(script.hello())) {
      var run =
          Run.of("chat", "--provider", "bedrock", "--model", "a.b:0", "Hi")
              .and("--base-url", server.uri("").toString())
              .go();

      assertThat(run.out()).isEqualTo("Hello");
      var request = server.takeRequest();
      assertThat(request.path()).isEqualTo("/model/a.b%3A0/converse-stream");
      assertThat(request.header("Authorization").orElseThrow())
          .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
          .contains("/eu-west-1/bedrock/aws4_request");
      assertThat(run.toString()).doesNotContain(KEY);
    }
  }

  @Test
  void no_region_is_wrong_usage() {
    System.clearProperty("aws.region");
    var run = Run.of("chat", "--provider", "bedrock", "--model", "m", "Hi").go();

    assertThat(run.err()).startsWith("penstock: no AWS region").hasLineCount(2);
    assertThat(run.status()).isEqualTo(2);
  }
}
