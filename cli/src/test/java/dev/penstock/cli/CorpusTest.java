package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded stream of a format, decoded and compared with its expected result. */
@EnabledIfSystemProperty(named = "penstock.corpus", matches = ".+")
final class CorpusTest {
  private static final Path CORPUS = Path.of(System.getProperty("penstock.corpus", ""));

  private static final Map<String, String> USAGE =
      Map.of(
          "inputTokens", "input_tokens",
          "outputTokens", "output_tokens",
          "reasoningTokens", "reasoning_tokens",
          "cachedInputTokens", "cached_input_tokens");

  @ParameterizedTest
  @CsvSource({"openai, openai-chat, 65536", "openai, openai-chat, 7", "openai, openai-chat, 1"})
  void streams_decode_to_what_is_expected(String format, String api, int chunk) throws IOException {
    var entries =
        JsonValues.maps(json(CORPUS.resolve("INDEX.json")).get("entries")).stream()
            .filter(entry -> api.equals(entry.get("api")))
            .toList();
    var args =
        new ArrayList<>(
            List.of("decode", "--format", format, "--output", "summary", "--chunk", "" + chunk));
    entries.forEach(entry -> args.add(CORPUS.resolve(string(entry, "file")).toString()));

    var summaries = Run.of(args).go().outLines();

    assertThat(summaries).hasSameSizeAs(entries).isNotEmpty();
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      var summary = JsonValues.object(summaries.get(i));
      compare(summary, json(CORPUS.resolve(string(entry, "expected"))), string(entry, "file"));
      assertThat(summary).containsEntry("bytes", entry.get("bytes"));
    }
  }

  private static void compare(
      Map<String, Object> summary, Map<String, Object> expected, String file) {
    assertThat(summary)
        .as(file)
        .containsEntry("text", expected.get("text"))
        .containsEntry("thinking", expected.getOrDefault("thinking", ""))
        .containsEntry("rawFinishReason", expected.get("finish_reason"));
    assertThat(calls(summary.get("toolCalls")))
        .as(file)
        .isEqualTo(calls(expected.get("tool_calls")));
    var error = summary.get("error");
    boolean provider = error != null && "provider".equals(JsonValues.map(error).get("kind"));
    assertThat(provider).as("%s: %s", file, error).isEqualTo(expected.get("error") != null);
    var usage = JsonValues.map(summary.get("usage"));
    var known = expected.get("usage") == null ? Map.of() : JsonValues.map(expected.get("usage"));
    USAGE.forEach(
        (ours, theirs) -> assertThat(usage.get(ours)).as(file).isEqualTo(known.get(theirs)));
  }

  private static List<List<@Nullable Object>> calls(@Nullable Object calls) {
    List<List<@Nullable Object>> simple = new ArrayList<>();
    for (var call : JsonValues.maps(calls)) {
      List<@Nullable Object> one = new ArrayList<>();
      one.add(call.get("index"));
      one.add(call.get("id"));
      one.add(call.get("name"));
      one.add(call.get("arguments"));
      simple.add(one);
    }
    return simple;
  }

  private static Map<String, Object> json(Path file) throws IOException {
    return JsonValues.object(Files.readString(file));
  }

  private static String string(Map<String, Object> object, String name) {
    return String.valueOf(object.get(name));
  }
}
