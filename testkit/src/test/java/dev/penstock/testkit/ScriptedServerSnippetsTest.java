package dev.penstock.testkit;

import static dev.penstock.testkit.Answer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ScriptedServerSnippetsTest {

  @Test
  void server() throws IOException, InterruptedException {
    var client = HttpClient.newHttpClient();
    // @start region="server"
    var script = answer().sse().event("one").awaitPermit().event("two").stall();
    try (var server = ScriptedServer.start(script)) {
      var request = HttpRequest.newBuilder(server.uri("/v1/chat")).build();
      try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
        var line = lines.iterator();
        assertThat(line.next()).isEqualTo("data: one");
        assertThat(server.takeRequest().path()).isEqualTo("/v1/chat");

        server.release();
        assertThat(line.next()).isEmpty();
        assertThat(line.next()).isEqualTo("data: two");
      }
      server.awaitClientGone(Duration.ofSeconds(5));
    }
    // @end
    client.close();
  }
}
