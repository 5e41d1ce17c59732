package dev.penstock.models;

// @start region="overloaded"
import static dev.penstock.testkit.models.ModelApi.ANTHROPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.Penstock;
import dev.penstock.ProviderErrorException;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.models.ModelAnswer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OverloadedTest {
  /** Stands for code of yours, which takes the address of the server from its configuration. */
  static String ask(URI server) {
    var request =
        Anthropic.withKey("key")
            .baseUrl(server.resolve("/").toString())
            .messages("claude-sonnet-4-5", "Why is the sky blue?");
    try (var penstock = Penstock.create();
        var answer = penstock.open(request)) {
      return answer.collect().text();
    }
  }

  @Test
  void what_was_said_is_kept_when_the_model_is_overloaded() {
    try (var server = ScriptedServer.start(ModelAnswer.of(ANTHROPIC).tokens(20).overloaded())) {
      var failure = catchThrowableOfType(ProviderErrorException.class, () -> ask(server.uri()));
      assertThat(failure.partial().text()).endsWith("19 20 ");
    }
  }
}

// @end
