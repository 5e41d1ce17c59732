package dev.penstock.corpus;

import dev.penstock.Completion.ThinkingBlock;
import dev.penstock.Dialect;
import dev.penstock.ProviderError;
import dev.penstock.ProviderErrorException;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.ToolCall;
import dev.penstock.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** Compares what was read with what is expected. */
public final class Comparison {
  /**
   * Where later, smaller numbers are expected to replace earlier ones: tokens are merged by the
   * larger value, since some servers send zeros later.
   */
  private static final Set<String> DISPUTED_USAGE =
      Set.of(
          "anthropic/messages-anthropic-test-anthropic-compaction-usage-with-cache-streaming.sse",
          "anthropic/messages-fable-fallback-stream-a-toolrefusal.sse",
          "anthropic/messages-lib-refusal-response.sse",
          "google/generate-gemini-2-0-flash-grounding-streaming.sse",
          "google/generate-structured-output-test-native-output-with-builtin-tools-stream.sse");

  /** Whose cached and reasoning tokens are not among what is expected. */
  private static final Set<String> PARTIAL_USAGE =
      Set.of("bedrock-converse", "bedrock-invoke", "cohere-v2", "gemini-interactions");

  private Comparison() {}

  /**
   * Fails if a recorded body does not give what its entry expects: whole, byte by byte, and cut
   * otherwise.
   */
  public static void checkAtAnyChunkSize(CorpusEntry entry, Dialect dialect) {
    var body = entry.body();
    check(entry, Reading.of(dialect, body, Integer.MAX_VALUE));
    check(entry, Reading.of(dialect, body, 1));
    check(entry, Reading.of(dialect, body, 7));
    check(entry, Reading.of(dialect, body, new Random(entry.file().hashCode())));
  }

  /** Fails if a reading is not what its entry expects. */
  private static void check(CorpusEntry entry, Reading reading) {
    var softly = new SoftAssertions();
    var completion = reading.completion();
    softly.assertThat(completion.text()).as("text").isEqualTo(entry.text("text"));
    softly.assertThat(completion.thinking()).as("thinking").isEqualTo(entry.text("thinking"));
    softly.assertThat(completion.refusal()).as("refusal").isEqualTo(entry.text("refusal"));
    softly
        .assertThat(calls(entry, completion.toolCalls()))
        .as("tool calls")
        .isEqualTo(entry.toolCalls().stream().map(Comparison::shown).toList());
    softly
        .assertThat(reading.metadata().rawFinishReason())
        .as("finish reason")
        .isEqualTo(entry.finishReason());
    usage(entry, reading, softly);
    softly.assertThat(reading.outcome()).as("outcome").isEqualTo(entry.outcome());
    if (entry.error() != null) {
      softly.assertThat(reading.failure()).isInstanceOf(ProviderErrorException.class);
      if (reading.failure() instanceof ProviderErrorException failure) {
        softly.assertThat(shown(failure.error())).as("error").containsAllEntriesOf(error(entry));
      }
    }
    signatures(entry, reading, softly);
    long finishes = reading.events().stream().filter(Finish.class::isInstance).count();
    softly.assertThat(finishes).as("finish events").isEqualTo(reading.failure() == null ? 1 : 0);
    softly.assertAll();
  }

  private static void signatures(CorpusEntry entry, Reading reading, SoftAssertions softly) {
    if (entry.expected().containsKey("thinking_signatures")) {
      var signatures =
          reading.completion().thinkingBlocks().stream()
              .map(ThinkingBlock::signature)
              .filter(Objects::nonNull)
              .toList();
      softly.assertThat(signatures).as("signatures").isEqualTo(entry.texts("thinking_signatures"));
    }
    if (entry.expected().containsKey("redacted_thinking")) {
      var redacted =
          reading.completion().thinkingBlocks().stream()
              .map(ThinkingBlock::redacted)
              .filter(Objects::nonNull)
              .toList();
      softly.assertThat(redacted).as("redacted").isEqualTo(entry.texts("redacted_thinking"));
    }
  }

  private static List<List<@Nullable Object>> calls(CorpusEntry entry, List<ToolCall> calls) {
    var expected = entry.toolCalls();
    var shown = new ArrayList<List<@Nullable Object>>();
    for (int i = 0; i < calls.size(); i++) {
      var call = calls.get(i);
      boolean text = i >= expected.size() || isText(expected.get(i));
      shown.add(
          Arrays.asList(
              (long) call.index(),
              call.id(),
              call.name(),
              text ? call.arguments() : Tree.parse(call.arguments())));
    }
    return shown;
  }

  private static boolean isText(Map<?, ?> call) {
    return "string".equals(call.get("arguments_form"));
  }

  private static List<@Nullable Object> shown(Map<?, ?> call) {
    var arguments = String.valueOf(call.get("arguments"));
    return Arrays.asList(
        call.get("index") instanceof Number number ? number.longValue() : null,
        "".equals(call.get("id")) ? null : call.get("id"),
        call.get("name") == null ? "" : call.get("name"),
        isText(call) ? arguments : Tree.parse(arguments));
  }

  private static void usage(CorpusEntry entry, Reading reading, SoftAssertions softly) {
    var usage = reading.usage();
    if (DISPUTED_USAGE.contains(entry.file())) {
      softly.assertThat(usage.merge(expected(entry))).as("usage").isEqualTo(usage);
      return;
    }
    long reasoning = entry.usage("reasoning_tokens");
    long cached = entry.usage("cached_input_tokens");
    boolean partial =
        !entry.expected().containsKey("usage_raw") && entry.usage("input_tokens") >= 0;
    if (partial || PARTIAL_USAGE.contains(entry.text("dialect"))) {
      // These are sent, too, but are not among what is expected.
      reasoning = usage.reasoningTokens();
      cached = usage.cachedInputTokens();
    }
    var expected =
        new Usage(entry.usage("input_tokens"), entry.usage("output_tokens"), reasoning, cached);
    softly.assertThat(usage).as("usage").isEqualTo(expected);
  }

  private static Usage expected(CorpusEntry entry) {
    return new Usage(
        entry.usage("input_tokens"),
        entry.usage("output_tokens"),
        entry.usage("reasoning_tokens"),
        entry.usage("cached_input_tokens"));
  }

  private static Map<String, @Nullable Object> shown(ProviderError error) {
    var shown = new HashMap<String, @Nullable Object>();
    shown.put("message", error.message());
    shown.put("type", error.type());
    shown.put("code", error.code());
    return shown;
  }

  private static Map<String, @Nullable Object> error(CorpusEntry entry) {
    var shown = new HashMap<String, @Nullable Object>();
    if (entry.error() instanceof Map<?, ?> map) {
      // What stands beside the error is not always among what is expected.
      map.forEach((name, value) -> {
        switch (String.valueOf(name)) {
          case "message" -> shown.put("message", value);
          case "type", "status" -> shown.put("type", value);
          case "code" -> shown.put("code", value == null ? null : value.toString());
          default -> {}
        }
      });
    } else {
      shown.put("message", entry.error());
    }
    return shown;
  }
}
