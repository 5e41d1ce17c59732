package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Penstock;
import dev.penstock.RetryPolicy;
import dev.penstock.StreamEvent;
import dev.penstock.StreamException;
import dev.penstock.StreamRequest;
import dev.penstock.spi.Backend;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.models.ModelAnswer;
import dev.penstock.testkit.models.ModelApi;
import dev.penstock.testkit.recording.Matching;
import dev.penstock.testkit.recording.Playback;
import dev.penstock.testkit.recording.Recording;
import dev.penstock.testkit.recording.ReplayBackend;
import dev.penstock.testkit.recording.StreamRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording made through each backend replays to the same events, however it is cut. */
@Timeout(60)
final class RecordedBackendsTest {
  private static final int RANDOM_CUTS = 10;

  @TempDir private Path folder;

  /** What a reader got. */
  private record Read(List<StreamEvent> events, @Nullable String failure) {}

  static Stream<Arguments> backendsAndApis() {
    return Stream.of("jdk", "jetty")
        .flatMap(backend -> Stream.of(ModelApi.values()).map(api -> Arguments.of(backend, api)));
  }

  private static Format.OfProvider format(ModelApi api) {
    var name =
        switch (api) {
          case OPENAI_CHAT -> "openai";
          case OPENAI_RESPONSES -> "openai-responses";
          case ANTHROPIC -> "anthropic";
          case GEMINI, GEMINI_ARRAY -> "gemini";
          case OLLAMA -> "ollama";
          case COHERE -> "cohere";
          case BEDROCK -> "bedrock";
        };
    return (Format.OfProvider) Formats.named(name);
  }

  private static Read read(Backend backend, StreamRequest request) {
    var events = new ArrayList<StreamEvent>();
    try (var penstock =
            Penstock.builder()
                .backend(backend)
                .options(options -> options.withRetry(RetryPolicy.NONE).withUnknownEvents(true))
                .build();
        var stream = penstock.open(request)) {
      stream.forEachRemaining(events::add);
      return new Read(events, null);
    } catch (StreamException e) {
      return new Read(events, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private void assertReplaysTheSame(String backend, ModelApi api, Answer answer)
      throws IOException {
    var file = folder.resolve("answer.txt");
    StreamRequest request;
    Read live;
    try (var server = ScriptedServer.start(answer);
        var real = Backends.create(backend, name -> null);
        var recorder = StreamRecorder.into(file, real)) {
      request =
          StreamRequest.post(server.uri("/v1/stream"))
              .withJson("{\"stream\":true}")
              .withDialect(format(api).dialect());
      live = read(recorder, request);
      assertThat(recorder.name()).isEqualTo(backend);
    }
    var recording = Recording.read(file);
    var playbacks = new ArrayList<>(List.of(Playback.atOnce(), Playback.atOriginalSpeed()));
    for (int size : List.of(1, 2, 3, 7, 64, 1000)) {
      playbacks.add(Playback.atOnce().inChunksOf(size));
    }
    for (int seed = 0; seed < RANDOM_CUTS; seed++) {
      playbacks.add(Playback.atOnce().inRandomChunks(seed));
    }
    for (var playback : playbacks) {
      try (var replay = ReplayBackend.of(List.of(recording), playback, Matching.REQUEST)) {
        assertThat(read(replay, request)).as(playback.toString()).isEqualTo(live);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backendsAndApis")
  void a_finished_answer_is_the_same(String backend, ModelApi api) throws IOException {
    var answer =
        ModelAnswer.of(api)
            .thinking("Hm, ", "wörld 😀?")
            .text("It", " is", " “blue”.")
            .toolCall("c1", "weather", "{\"city\":\"Tromsø\"}");
    assertReplaysTheSame(backend, api, answer.finished());
  }

  @ParameterizedTest
  @MethodSource("backendsAndApis")
  void an_error_in_the_stream_is_the_same(String backend, ModelApi api) throws IOException {
    assertReplaysTheSame(backend, api, ModelAnswer.of(api).tokens(20).overloaded());
  }

  @ParameterizedTest
  @MethodSource("backendsAndApis")
  void a_broken_connection_is_the_same(String backend, ModelApi api) throws IOException {
    assertReplaysTheSame(backend, api, ModelAnswer.of(api).tokens(3).disconnected());
  }

  @ParameterizedTest
  @MethodSource("backendsAndApis")
  void a_truncated_answer_and_a_refusal_are_the_same(String backend, ModelApi api)
      throws IOException {
    assertReplaysTheSame(backend, api, ModelAnswer.of(api).tokens(3).truncated());
    assertReplaysTheSame(backend, api, api.refusal(429, "rate_limit_error", "too many"));
  }
}
