package dev.penstock.testkit.recording;

import static dev.penstock.testkit.recording.RecorderFixture.read;
import static dev.penstock.testkit.recording.RecorderFixture.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ReplayBackendTest {
  private static final URI CHAT = URI.create("https://elsewhere.example/v1/chat?key=other");
  private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String BEGINNING =
      """
      penstock recording 1
      request POST https://llm.example/v1/chat?key=redacted
      """;

  private static final String BODY =
      """
      response 200 at 10 ms
      Content-Type: text/event-stream
      chunk at 20 ms
      | data: one
      |
      : data: tw%C3
      chunk at 600000 ms
      : %B6
      |
      |
      """;

  private static final String WHOLE = BEGINNING + BODY + "end at 600001 ms completed\n";
  private static final String TEXT = "data: one\n\ndata: twö\n\n";

  private static ReplayBackend playing(String text, Playback playback) {
    return ReplayBackend.of(
        List.of(Recording.parse("a.txt", text)), playback, Matching.METHOD_AND_PATH);
  }

  // --- what is played

  @Test
  void a_recording_is_played_at_once() throws Exception {
    try (var backend = ReplayBackend.of(Recording.parse("a.txt", WHOLE))) {
      var result = read(backend, request(CHAT));
      assertThat(result.text()).isEqualTo(TEXT);
      assertThat(result.chunks()).isEqualTo(2);
      assertThat(result.failure()).isNull();
    }
  }

  @Test
  void the_head_and_the_end_are_told_again() throws Exception {
    try (var backend = playing(WHOLE, Playback.atOnce());
        var exchange = backend.begin(request(CHAT))) {
      read(exchange);
      assertThat(exchange.awaitHead(0)).isSameAs(exchange.awaitHead(0)).isNotNull();
      assertThat(exchange.read(0)).isEqualTo(BodyRead.Signal.END);
      assertThat(exchange.read(0)).isEqualTo(BodyRead.Signal.END);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void a_body_can_be_cut_anew(int size) throws Exception {
    try (var backend = playing(WHOLE, Playback.atOnce().inChunksOf(size))) {
      var result = read(backend, request(CHAT));
      assertThat(result.text()).isEqualTo(TEXT);
      assertThat(result.chunks()).isEqualTo((TEXT.getBytes(UTF_8).length + size - 1) / size);
    }
  }

  @Test
  void a_body_is_cut_at_random_in_the_same_way_for_the_same_seed() {
    var recording = Recording.ofBody("big", "text/plain", new byte[5000]);
    var one = Playback.atOnce().inRandomChunks(1).pieces(recording);
    assertThat(one).hasSizeGreaterThan(5000 / 64).hasSizeLessThan(5000);
    assertThat(sizes(one))
        .isEqualTo(sizes(Playback.atOnce().inRandomChunks(1).pieces(recording)))
        .isNotEqualTo(sizes(Playback.atOnce().inRandomChunks(2).pieces(recording)));
    assertThat(sizes(one).stream().mapToInt(size -> size).sum()).isEqualTo(5000);
  }

  private static List<Integer> sizes(List<Recording.Piece> pieces) {
    return pieces.stream().map(piece -> piece.bytes().length).toList();
  }

  @Test
  void a_chunk_cut_anew_is_there_when_its_last_byte_is() {
    var pieces = Playback.atSpeed(2).inChunksOf(13).pieces(Recording.parse("a.txt", WHOLE));
    assertThat(pieces)
        .extracting(piece -> TimeUnit.NANOSECONDS.toMillis(piece.atNanos()))
        .containsExactly(10L, 300_000L);
  }

  @Test
  void what_is_not_due_is_waited_for() throws Exception {
    try (var backend = playing(WHOLE, Playback.atOriginalSpeed());
        var exchange = backend.begin(request(CHAT))) {
      assertThat(exchange.awaitHead(Long.MAX_VALUE)).isNotNull();
      assertThat(exchange.read(Long.MAX_VALUE)).isInstanceOf(Chunk.class);
      assertThat(exchange.read(A_MOMENT)).isEqualTo(BodyRead.Signal.TIMED_OUT);
      assertThat(exchange.read(0)).isEqualTo(BodyRead.Signal.TIMED_OUT);
    }
    try (var backend = playing(WHOLE, Playback.atSpeed(1e6))) {
      assertThat(read(backend, request(CHAT)).text()).isEqualTo(TEXT);
    }
  }

  @Test
  void a_head_that_is_not_due_is_none() throws Exception {
    var late = BEGINNING + "response 200 at 600000 ms\nend at 600000 ms completed";
    try (var backend = playing(late, Playback.atOriginalSpeed());
        var exchange = backend.begin(request(CHAT))) {
      assertThat(exchange.awaitHead(0)).isNull();
      assertThat(exchange.awaitHead(A_MOMENT)).isNull();
    }
  }

  // --- how it ended

  @ParameterizedTest
  @EnumSource(value = Phase.class, names = "BODY", mode = EnumSource.Mode.EXCLUDE)
  void a_failure_before_the_head_is_the_same_failure(Phase phase) throws Exception {
    var failed = BEGINNING + "end at 30000 ms failed " + phase + ": no such luck";
    try (var backend = playing(failed, Playback.atOnce())) {
      assertThat(read(backend, request(CHAT)).failure())
          .hasMessage("no such luck")
          .extracting(TransportException::phase)
          .isEqualTo(phase);
    }
  }

  @Test
  void a_failure_in_the_body_comes_after_what_came() throws Exception {
    var failed = BEGINNING + BODY + "end at 600001 ms failed BODY: cut off";
    for (var playback : List.of(Playback.atOnce(), Playback.atOnce().inChunksOf(1))) {
      try (var backend = playing(failed, playback)) {
        var result = read(backend, request(CHAT));
        assertThat(result.text()).isEqualTo(TEXT);
        assertThat(result.failure())
            .hasMessage("cut off")
            .extracting(TransportException::phase)
            .isEqualTo(Phase.BODY);
      }
    }
  }

  @Test
  void a_recording_that_nobody_finished_breaks_off() throws Exception {
    try (var backend = playing(BEGINNING + BODY, Playback.atOnce())) {
      var result = read(backend, request(CHAT));
      assertThat(result.text()).isEqualTo(TEXT);
      assertThat(result.failure()).hasMessageContaining("unfinished: a.txt");
    }
    try (var backend = playing(BEGINNING, Playback.atOnce())) {
      assertThat(read(backend, request(CHAT)).failure())
          .extracting(TransportException::phase)
          .isEqualTo(Phase.HEAD);
    }
  }

  /** A reader that had closed it because nothing came must have the time to do so again. */
  @Test
  void a_stream_that_its_reader_closed_is_silent_for_longer_than_it_was() throws Exception {
    var closed = BEGINNING + BODY + "end at 1200000 ms closed";
    try (var backend = playing(closed, Playback.atOnce());
        var exchange = backend.begin(request(CHAT))) {
      assertThat(exchange.awaitHead(0)).isNotNull();
      assertThat(exchange.read(0)).isInstanceOf(Chunk.class);
      assertThat(exchange.read(0)).isInstanceOf(Chunk.class);
      assertThat(exchange.read(A_MOMENT)).isEqualTo(BodyRead.Signal.TIMED_OUT);
    }
    try (var backend = playing(BEGINNING + BODY + "end at 600000 ms closed", Playback.atOnce())) {
      assertThat(read(backend, request(CHAT)).failure())
          .hasMessageContaining("where its reader closed the stream: a.txt");
    }
  }

  // --- which is played

  @Test
  void a_recording_answers_the_request_it_was_made_of() throws Exception {
    var body = "{\"model\":\"m\"}";
    var hash = RecordingWriter.sha256(UTF_8.encode(body));
    var hashed =
        Recording.parse(
            "hashed.txt",
            BEGINNING + "body 13 bytes sha256=" + hash + "\n" + BODY + "end at 1 ms completed");
    try (var backend = ReplayBackend.of(hashed)) {
      assertThat(read(backend, request(CHAT, body)).text()).isEqualTo(TEXT);
      assertThat(read(backend, request(CHAT, body)).text()).as("again").isEqualTo(TEXT);
      assertThatThrownBy(() -> backend.begin(request(CHAT, "{\"prompt\":1}")))
          .isInstanceOf(MissingRecordingException.class)
          .hasMessageContainingAll(
              "no recording of POST https://elsewhere.example/v1/chat?…",
              "penstock record",
              "hashed.txt: POST https://llm.example/v1/chat",
              "(its body differs)")
          .message()
          .doesNotContain("key=other", "prompt");
      assertThatThrownBy(() -> backend.begin(request(URI.create("https://llm.example/v2"), body)))
          .isInstanceOf(MissingRecordingException.class)
          .message()
          .doesNotContain("body differs");
    }
    try (var backend =
        ReplayBackend.of(List.of(hashed), Playback.atOnce(), Matching.METHOD_AND_PATH)) {
      assertThat(read(backend, request(CHAT, "{}")).text()).isEqualTo(TEXT);
    }
    try (var backend = ReplayBackend.of(List.of(hashed), Playback.atOnce(), Matching.ANY)) {
      assertThat(read(backend, request(URI.create("http://any/"), "{}")).text()).isEqualTo(TEXT);
    }
  }

  @Test
  void recordings_of_the_same_request_are_played_in_order_and_the_last_again() throws Exception {
    var refused =
        BEGINNING
            + """
            response 429 at 1 ms
            Retry-After: 0
            end at 2 ms completed
            """;
    try (var backend =
        ReplayBackend.of(Recording.parse("1", refused), Recording.parse("2", WHOLE))) {
      assertThat(read(backend, request(CHAT)).status()).isEqualTo(429);
      assertThat(read(backend, request(CHAT)).status()).isEqualTo(200);
      assertThat(read(backend, request(CHAT)).status()).isEqualTo(200);
    }
  }

  // --- waits

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @SuppressWarnings("try") // closed here and again by its try
  void closing_wakes_who_waits(boolean virtual) throws Exception {
    try (var backend = playing(WHOLE, Playback.atSpeed(1e-6));
        var exchange = backend.begin(request(CHAT))) {
      var waiting = waiting(virtual, () -> exchange.awaitHead(Long.MAX_VALUE));
      exchange.close();
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(IOException.class);
      assertThatThrownBy(() -> exchange.read(0)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_interrupt_ends_a_wait(boolean virtual) throws Exception {
    try (var backend = playing(WHOLE, Playback.atOriginalSpeed());
        var exchange = backend.begin(request(CHAT))) {
      answered(exchange);
      var reader = new Thread[1];
      var begun = new CountDownLatch(1);
      var task =
          new FutureTask<BodyRead>(() -> {
            begun.countDown();
            return exchange.read(Long.MAX_VALUE);
          });
      reader[0] = (virtual ? Thread.ofVirtual() : Thread.ofPlatform()).start(task);
      begun.await();
      reader[0].interrupt();
      assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private static void answered(Exchange exchange) throws Exception {
    assertThat(exchange.awaitHead(Long.MAX_VALUE)).isNotNull();
    assertThat(exchange.read(Long.MAX_VALUE)).isInstanceOf(Chunk.class);
  }

  @Test
  void who_is_interrupted_before_reading_reads_nothing() throws Exception {
    try (var backend = playing(WHOLE, Playback.atOnce());
        var exchange = backend.begin(request(CHAT))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> exchange.awaitHead(0)).isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void a_backend_that_is_closed_ends_its_exchanges_and_begins_no_more() throws Exception {
    var backend = playing(WHOLE, Playback.atSpeed(1e-6));
    var exchange = backend.begin(request(CHAT));
    var waiting = waiting(/* virtual= */ true, () -> exchange.awaitHead(Long.MAX_VALUE));
    backend.close();
    backend.close();
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> backend.begin(request(CHAT)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static FutureTask<?> waiting(boolean virtual, Callable<?> call) {
    var task = new FutureTask<>(call::call);
    var thread = (virtual ? Thread.ofVirtual() : Thread.ofPlatform()).start(task);
    await()
        .until(() ->
            thread.getState() == Thread.State.TIMED_WAITING
                || thread.getState() == Thread.State.WAITING);
    return task;
  }
}
