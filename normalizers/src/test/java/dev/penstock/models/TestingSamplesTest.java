package dev.penstock.models;

import static dev.penstock.testkit.models.ModelApi.ANTHROPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.Penstock;
import dev.penstock.ProviderErrorException;
import dev.penstock.StreamRequest;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.models.ModelAnswer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of docs/testing.md that read a provider's answers. */
@Timeout(30)
final class TestingSamplesTest {

  /** Stands for the code of a user. */
  private static String ask(URI server) {
    try (var penstock = Penstock.create();
        var answer =
            penstock.open(
                StreamRequest.post(server)
                    .withHeader("x-api-key", "key")
                    .withJson("{\"stream\":true}")
                    .withDialect(Anthropic.MESSAGES))) {
      return answer.collect().text();
    }
  }

  // @start region="overloaded"
  @Test
  void what_was_said_is_kept_when_the_model_is_overloaded() {
    try (var server = ScriptedServer.start(ModelAnswer.of(ANTHROPIC).tokens(20).overloaded())) {
      var failure = catchThrowableOfType(ProviderErrorException.class, () -> ask(server.uri()));
      assertThat(failure.partial().text()).endsWith("19 20 ");
    }
  }

  // @end

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
