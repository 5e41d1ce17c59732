package dev.penstock.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Dialect;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.cohere.Cohere;
import dev.penstock.converse.Converse;
import dev.penstock.gemini.Gemini;
import dev.penstock.ollama.Ollama;
import dev.penstock.openai.OpenAi;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIfSystemProperty(named = "penstock.corpus", matches = ".+")
final class ErrorBodiesCorpusTest {
  /** A gateway may answer in another provider's words, so that each has to read all. */
  private static final List<Dialect> DIALECTS =
      List.of(
          OpenAi.CHAT,
          OpenAi.RESPONSES,
          Anthropic.MESSAGES,
          Gemini.GENERATE,
          Gemini.INTERACTIONS,
          Ollama.CHAT,
          Cohere.CHAT,
          Converse.STREAM,
          Converse.INVOKE);

  static Stream<CorpusEntry> bodies() {
    return CorpusEntry.of("http-error");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void the_body_of_an_error_response_gives_message_type_and_code(CorpusEntry entry) {
    int status = ((Number) Objects.requireNonNull(entry.expected().get("http_status"))).intValue();
    var expected = (Map<?, ?>) Objects.requireNonNull(entry.error());
    var code = expected.get("code");
    for (var dialect : DIALECTS) {
      var error = Objects.requireNonNull(Reading.ofErrorBody(dialect, status, entry.body()));
      assertThat(error.message()).as(dialect.name()).isEqualTo(expected.get("message"));
      assertThat(error.type()).as(dialect.name()).isEqualTo(expected.get("type"));
      assertThat(error.code()).as(dialect.name()).isEqualTo(code == null ? null : code.toString());
    }
  }
}
