package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.penstock.framing.FrameParser.AtEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Recorded bodies, from the folder that the system property {@code penstock.corpus} names; skipped
 * without it.
 */
final class FramingCorpusTest {
  private static final String CORPUS = System.getProperty("penstock.corpus", "");

  record Recording(String file, String expected, Framing framing) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Recording> recordings() throws IOException {
    if (CORPUS.isEmpty()) {
      return Stream.of(new Recording("no corpus", "", Framing.sse()));
    }
    var index = json("INDEX.json");
    var recordings = new ArrayList<Recording>();
    for (int i = 0; index.containsKey("/entries/" + i + "/file"); i++) {
      String file = text(index, "/entries/" + i + "/file");
      String expected = text(index, "/entries/" + i + "/expected");
      switch (text(index, "/entries/" + i + "/framing")) {
        case "ndjson" -> recordings.add(new Recording(file, expected, Framing.ndjson()));
        case "json-array" -> recordings.add(new Recording(file, expected, Framing.jsonArray()));
        case "eventstream" ->
            recordings.add(new Recording(file, expected, Framing.awsEventStream()));
        default -> {}
      }
    }
    return recordings.stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void frames_are_the_same_at_every_chunk_size_and_as_many_as_expected(Recording recording)
      throws IOException {
    assumeFalse(CORPUS.isEmpty(), "penstock.corpus is not set");
    byte[] body = Files.readAllBytes(Path.of(CORPUS, recording.file));
    var whole = read(recording.framing, body, Math.max(1, body.length));
    for (int size : new int[] {1, 2, 3, 7, 64, 1400, 8192}) {
      assertThat(read(recording.framing, body, size)).as("by " + size).isEqualTo(whole);
      assertThat(read(Framing.detecting(recording.framing), body, size))
          .as("detected, by " + size)
          .hasSameSizeAs(whole);
    }
    var expected = json(recording.expected);
    if (expected.containsKey("/wire/framing_stats/truncated")) {
      assertThat(whole.removeLast()).startsWith("TruncatedFrameException");
    }
    assertThat(whole).noneMatch(line -> line.startsWith("STRAY") || line.contains("Exception@"));
    assertThat(whole).hasSize(Integer.parseInt(text(expected, "/wire/events")));
  }

  private static List<String> read(Framing framing, byte[] body, int size) {
    return FrameLog.read(framing.newParser(1 << 20), Cuts.every(size, body), AtEnd.FLUSH);
  }

  /** Returns the scalar values of a file by their JSON pointers. */
  private static Map<String, String> json(String file) throws IOException {
    var values = new HashMap<String, String>();
    byte[] bytes = Files.readAllBytes(Path.of(CORPUS, file));
    try (var parser =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), bytes)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          values.put(parser.streamReadContext().pathAsPointer().toString(), parser.getString());
        }
      }
    }
    return values;
  }

  private static String text(Map<String, String> values, String pointer) {
    return values.getOrDefault(pointer, "");
  }
}
