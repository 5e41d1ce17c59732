package dev.penstock.testkit.models;

import static dev.penstock.testkit.models.ModelApi.ANTHROPIC;
import static dev.penstock.testkit.models.ModelApi.OPENAI_CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.SocketBackend;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ModelAnswerSnippetsTest {
  @Test
  void overloaded() {
    // @start region="overloaded"
    Answer overloaded = ModelAnswer.of(ANTHROPIC).tokens(20).overloaded();
    Answer slow =
        ModelAnswer.of(ANTHROPIC).pace(Duration.ofMillis(5)).text("All", " well").finished();
    Answer cutOff = ModelAnswer.of(OPENAI_CHAT).thinking("Hm.").text("The").disconnected();
    Answer refused = ANTHROPIC.refusal(429, "rate_limit_error", "Too many requests");
    // @end
    try (var server = ScriptedServer.start(overloaded, slow, cutOff, refused);
        var penstock = Penstock.builder().backend(new SocketBackend()).build();
        var events = penstock.openEvents(StreamRequest.post(server.uri()).withJson("{}"))) {
      assertThat(events.stream().reduce((one, next) -> next))
          .hasValueSatisfying(last -> assertThat(last.data()).contains("overloaded_error"));
    }
  }
}
