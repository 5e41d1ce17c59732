package dev.penstock.testkit;

import static dev.penstock.testkit.Answer.answer;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CensusSnippetsTest {

  @Test
  void census() throws IOException, InterruptedException {
    // @start region="census"
    var before = Census.take();
    try (var server = ScriptedServer.start(answer().sse().event("one").end());
        var client = HttpClient.newHttpClient()) {
      client.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString());
    }
    before.awaitNothingLeft(Duration.ofSeconds(5));
    // @end
  }
}
