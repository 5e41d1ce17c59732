package dev.penstock.models;

import static dev.penstock.testkit.Answer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.Completion;
import dev.penstock.FinishReason;
import dev.penstock.IncompleteStreamException;
import dev.penstock.Penstock;
import dev.penstock.ProviderErrorException;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample of docs/writing-a-normalizer.md, and how that page says it is tested. */
@Timeout(30)
final class TokensTest {

  // @start region="test"
  private static Completion read(Answer script) {
    try (var server = ScriptedServer.start(script);
        var penstock = Penstock.create();
        var answer = penstock.open(Tokens.generate(server.uri("/generate").toString(), "{}"))) {
      return answer.collect();
    }
  }

  @Test
  void tokens_are_text_until_the_model_stops() {
    var whole =
        answer()
            .sse()
            .event("{\"token\":\"Hi\",\"id\":7}")
            .event("{\"log\":[{}]}")
            .event("{\"token\":\"!\"}")
            .event("{\"stop\":\"eos\"}")
            .end();
    assertThat(read(whole).text()).isEqualTo("Hi!");
    assertThat(read(whole).finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void an_answer_that_is_cut_off_or_broken_is_an_error() {
    var cutOff = answer().sse().event("{\"token\":\"Hi\"}").end();
    var broken = answer().sse().event("{\"token\":\"Hi\"}").event("{\"error\":\"full\"}").end();
    assertThatThrownBy(() -> read(cutOff)).isInstanceOf(IncompleteStreamException.class);
    assertThatThrownBy(() -> read(broken)).isInstanceOf(ProviderErrorException.class);
  }

  // @end
}
