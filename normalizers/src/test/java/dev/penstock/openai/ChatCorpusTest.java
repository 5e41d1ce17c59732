package dev.penstock.openai;

import dev.penstock.corpus.Comparison;
import dev.penstock.corpus.CorpusEntry;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIfSystemProperty(named = "penstock.corpus", matches = ".+")
final class ChatCorpusTest {

  static Stream<CorpusEntry> streams() {
    return CorpusEntry.of("openai-chat");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void a_recorded_stream_gives_what_is_expected_of_it(CorpusEntry entry) {
    Comparison.checkAtAnyChunkSize(entry, OpenAi.CHAT);
  }
}
