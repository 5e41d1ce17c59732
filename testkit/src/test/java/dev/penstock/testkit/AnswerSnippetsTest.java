package dev.penstock.testkit;

import static dev.penstock.testkit.Answer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AnswerSnippetsTest {

  @Test
  void story() throws IOException {
    // @start region="story"
    Answer overloaded =
        answer()
            .sse()
            .event("{\"text\":\"The sky\"}")
            .pause(Duration.ofMillis(20))
            .event("{\"text\":\" is\"}")
            .event("error", "{\"type\":\"overloaded_error\"}")
            .end();
    Answer cutOff =
        answer().sse().event("{\"text\":\"The\"}").openChunk(100, "data: {\"te").reset();
    Answer notYou = answer().status(401).header("Content-Type", "text/plain").body("no such key");
    // @end
    try (var server = ScriptedServer.start(overloaded, notYou, cutOff);
        var client = RawClient.get(server, "/")) {
      assertThat(client.readUntil("0\r\n\r\n")).contains("overloaded_error");
      client.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.readUntil("no such key")).contains("401 Unauthorized");
    }
  }
}
