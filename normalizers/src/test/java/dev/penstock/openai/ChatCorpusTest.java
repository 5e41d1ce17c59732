package dev.penstock.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.corpus.Comparison;
import dev.penstock.corpus.CorpusEntry;
import dev.penstock.corpus.Reading;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIfSystemProperty(named = "penstock.corpus", matches = ".+")
final class ChatCorpusTest {

  static Stream<CorpusEntry> streams() {
    return CorpusEntry.of("openai-chat");
  }

  static Stream<CorpusEntry> errorBodies() {
    return CorpusEntry.of("http-error");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void a_recorded_stream_gives_what_is_expected_of_it(CorpusEntry entry) {
    Comparison.checkAtAnyChunkSize(entry, OpenAi.CHAT);
  }

  @ParameterizedTest
  @MethodSource("errorBodies")
  void the_body_of_an_error_response_gives_message_type_and_code(CorpusEntry entry) {
    int status = ((Number) Objects.requireNonNull(entry.expected().get("http_status"))).intValue();
    var error = Objects.requireNonNull(Reading.ofErrorBody(OpenAi.CHAT, status, entry.body()));
    var expected = (Map<?, ?>) Objects.requireNonNull(entry.error());
    assertThat(error.message()).isEqualTo(expected.get("message"));
    assertThat(error.type()).isEqualTo(expected.get("type"));
    var code = expected.get("code");
    assertThat(error.code()).isEqualTo(code == null ? null : code.toString());
  }
}
