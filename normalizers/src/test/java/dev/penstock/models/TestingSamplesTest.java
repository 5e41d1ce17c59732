package dev.penstock.models;

import static dev.penstock.models.OverloadedTest.ask;
import static dev.penstock.testkit.models.ModelApi.ANTHROPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.models.ModelAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of docs/testing.md that read a provider's answers. */
@Timeout(30)
final class TestingSamplesTest {

  // @start region="assertions"
  @Test
  void a_refused_question_is_asked_again() {
    var busy = ANTHROPIC.refusal(529, "overloaded_error", "Overloaded");
    var answer = ModelAnswer.of(ANTHROPIC).text("It", " is", " blue.").finished();
    try (var server = ScriptedServer.start(busy, answer)) {
      assertThat(ask(server.uri("/v1/messages"))).isEqualTo("It is blue.");

      assertThat(server.requests()).hasSize(2);
      var request = server.takeRequest();
      assertThat(request.path()).isEqualTo("/v1/messages");
      assertThat(request.header("x-api-key")).isPresent();
      assertThat(request.bodyText()).contains("\"stream\":true");
      assertThat(server.bytesWritten()).isPositive();
      server.awaitClientGone(Duration.ofSeconds(10));
    }
  }
  // @end
}
