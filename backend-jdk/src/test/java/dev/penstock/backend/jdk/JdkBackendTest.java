package dev.penstock.backend.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class JdkBackendTest {
  private static final String SECRET = "sk-0123456789";

  private static BackendRequest request(URI uri, String... headers) {
    return new BackendRequest(
        uri, "POST", Headers.of(headers), "{}".getBytes(UTF_8), Duration.ofSeconds(10));
  }

  private static String text(JdkBackend backend, URI uri) {
    try (var penstock = Penstock.builder().backend(backend).build();
        var events = penstock.openEvents(StreamRequest.post(uri).withJson("{}"))) {
      return events.next().data();
    }
  }

  @Test
  void it_is_found_by_its_name() {
    try (var server = ScriptedServer.start(Answer.answer().sse().event("one").end());
        var penstock = Penstock.builder().backend("jdk").build();
        var events = penstock.openEvents(StreamRequest.post(server.uri()).withJson("{}"))) {
      assertThat(events.next().data()).isEqualTo("one");
    }
    try (var backend = new JdkBackendProvider().create()) {
      assertThat(backend).isInstanceOf(JdkBackend.class);
      assertThat(backend.name()).isEqualTo(new JdkBackendProvider().name()).isEqualTo("jdk");
    }
  }

  @Test
  void headers_that_the_client_sets_itself_are_refused_by_name() {
    try (var backend = JdkBackend.create()) {
      for (var name : new String[] {"Host", "Content-Length", "Connection", "Expect", "Upgrade"}) {
        assertThatThrownBy(
                () -> backend.begin(request(URI.create("http://127.0.0.1:1/"), name, "1")))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(name);
      }
    }
  }

  @Test
  void what_cannot_be_sent_is_refused_without_showing_it() {
    try (var backend = JdkBackend.create()) {
      var key = SECRET + "\u2026";
      assertThatThrownBy(() ->
              backend.begin(
                  request(URI.create("http://127.0.0.1:1/"), "Authorization", "Bearer " + key)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Authorization")
          .hasMessageNotContaining(SECRET)
          .hasNoCause();
      assertThatThrownBy(() -> backend.begin(request(URI.create("ftp://127.0.0.1/?key=" + SECRET))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(SECRET)
          .hasNoCause();
    }
  }

  @Test
  void a_proxy_is_asked_in_place_of_the_origin() {
    try (var proxy = ScriptedServer.start(Answer.answer().sse().event("by proxy").end());
        var backend =
            JdkBackend.builder()
                .proxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))
                .build()) {
      assertThat(text(backend, URI.create("http://models.invalid/v1"))).isEqualTo("by proxy");
      assertThat(proxy.takeRequest().target()).isEqualTo("http://models.invalid/v1");
    }
  }

  @Test
  void a_client_of_the_users_own_is_used_and_not_closed() throws Exception {
    try (var server = ScriptedServer.start(Answer.answer().sse().event("one").end());
        var own = HttpClient.newHttpClient()) {
      try (var backend = JdkBackend.builder().httpClient(own).build()) {
        assertThat(text(backend, server.uri())).isEqualTo("one");
        assertThat(server.takeRequest().header("upgrade")).as("no HTTP/2 in clear text").isEmpty();
      }
      assertThat(own.isTerminated()).isFalse();
      var answer = own.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString());
      assertThat(answer.body()).contains("one");
    }
  }

  @Test
  void a_client_of_the_users_own_has_its_own_settings() {
    try (var own = HttpClient.newHttpClient()) {
      var builder = JdkBackend.builder().httpClient(own);
      assertThatThrownBy(() -> builder.http2(true).build())
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void an_upgrade_in_clear_text_is_asked_for_only_when_told_to() {
    try (var server = ScriptedServer.start(Answer.answer().sse().event("one").end());
        var http2 = JdkBackend.builder().http2(true).build();
        var h2c = JdkBackend.builder().h2cUpgrade(true).build()) {
      assertThat(text(http2, server.uri())).isEqualTo("one");
      assertThat(server.takeRequest().header("upgrade")).isEmpty();
      assertThat(text(h2c, server.uri())).isEqualTo("one");
      assertThat(server.takeRequest().header("upgrade")).hasValue("h2c");
    }
  }

  @Test
  void a_queue_too_small_or_too_large_is_refused() {
    assertThatThrownBy(() -> JdkBackend.builder().queueBytes(1023))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queueBytes");
    assertThatThrownBy(() -> JdkBackend.builder().queueBytes(Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_small_queue_serves_too() throws IOException {
    var body = "0123456789".repeat(10_000);
    try (var server = ScriptedServer.start(Answer.answer().sse().event(body).end());
        var backend = JdkBackend.builder().queueBytes(1024).build()) {
      assertThat(text(backend, server.uri())).isEqualTo(body);
    }
  }

  @Test
  void requests_that_may_connect_equally_long_share_connections() {
    try (var server = ScriptedServer.start(Answer.answer().sse().event("one").end());
        var backend = JdkBackend.create();
        var penstock = Penstock.builder().backend(backend).build()) {
      for (int seconds : new int[] {5, 7, 5, 7}) {
        var request =
            StreamRequest.post(server.uri())
                .withOptions(options ->
                    options.withTimeouts(
                        options.timeouts().withConnect(Duration.ofSeconds(seconds))));
        try (var events = penstock.openEvents(request)) {
          events.forEachRemaining(event -> assertThat(event.data()).isEqualTo("one"));
        }
      }
      assertThat(server.connections()).hasSize(2);
    }
  }

  /** Run as a program of its own, found on the class path. */
  @Test
  void a_program_ends_though_nothing_was_closed(@TempDir Path folder) throws Exception {
    var program = folder.resolve("Program.java");
    Files.writeString(
        program,
        """
        import dev.penstock.Penstock;
        import dev.penstock.StreamRequest;

        public final class Program {
          public static void main(String[] args) {
            var stream = Penstock.create().openEvents(StreamRequest.post(args[0]).withJson("{}"));
            System.out.println(stream.next().data());
          }
        }
        """);
    try (var server = ScriptedServer.start(Answer.answer().sse().event("one").stall())) {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var classPath =
          place(Penstock.class) + System.getProperty("path.separator") + place(JdkBackend.class);
      var process =
          new ProcessBuilder(java, "-cp", classPath, program.toString(), server.uri().toString())
              .redirectErrorStream(true)
              .start();
      try {
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("the program ended").isTrue();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
            .isEqualTo("one");
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
