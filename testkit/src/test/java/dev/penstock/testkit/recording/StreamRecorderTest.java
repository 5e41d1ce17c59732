package dev.penstock.testkit.recording;

import static dev.penstock.testkit.Answer.answer;
import static dev.penstock.testkit.recording.RecorderFixture.read;
import static dev.penstock.testkit.recording.RecorderFixture.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.spi.Chunk;
import dev.penstock.spi.TransportException.Phase;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.SocketBackend;
import dev.penstock.testkit.recording.Recording.End;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class StreamRecorderTest {
  private static final String SECRET = "sk-live-0123456789abcdef";

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("deeper/answer.txt");
  }

  private StreamRecorder recorder() {
    return StreamRecorder.into(file(), new SocketBackend());
  }

  private Recording recorded(Answer answer) throws Exception {
    try (var server = ScriptedServer.start(answer);
        var recorder = recorder()) {
      read(recorder, request(server.uri("/v1/chat")));
    }
    return Recording.read(file());
  }

  // --- how streams go

  @Test
  void a_stream_is_recorded_chunk_by_chunk() throws Exception {
    var bytes = new byte[5000];
    new Random(1).nextBytes(bytes);
    var recording = recorded(answer().sse().event("wörld").write(bytes).event("two").end());

    assertThat(recording.request().method()).isEqualTo("POST");
    assertThat(recording.request().uri().getPath()).isEqualTo("/v1/chat");
    assertThat(recording.head().orElseThrow().headers().first("content-type"))
        .hasValue("text/event-stream");
    assertThat(recording.end()).isEqualTo(new End.Completed());
    assertThat(new String(recording.body(), UTF_8))
        .startsWith("data: wörld\n\n")
        .endsWith("data: two\n\n");
    assertThat(recording.body()).hasSize("data: wörld\n\n".getBytes(UTF_8).length + 5000 + 11);
    assertThat(recording.pieces())
        .isSortedAccordingTo((one, other) -> Long.compare(one.atNanos(), other.atNanos()));
    assertThat(recording.endNanos()).isGreaterThanOrEqualTo(recording.pieces().getLast().atNanos());
  }

  @Test
  void a_body_that_breaks_off_is_recorded_with_what_came() throws Exception {
    var recording = recorded(answer().sse().event("one").disconnect());

    assertThat(new String(recording.body(), UTF_8)).isEqualTo("data: one\n\n");
    assertThat(recording.end())
        .isInstanceOfSatisfying(
            End.Failed.class, end -> assertThat(end.phase()).isEqualTo(Phase.BODY));
  }

  @Test
  void an_answer_that_never_comes_is_recorded() throws Exception {
    var recording = recorded(answer().disconnect());

    assertThat(recording.head()).isEmpty();
    assertThat(recording.end())
        .isInstanceOfSatisfying(
            End.Failed.class, end -> assertThat(end.phase()).isEqualTo(Phase.HEAD));
  }

  @Test
  @SuppressWarnings("try") // closed here and again by its try
  void what_has_come_is_in_the_file_while_the_stream_goes_on() throws Exception {
    try (var server = ScriptedServer.start(answer().sse().event("one").stall());
        var recorder = recorder();
        var exchange = recorder.begin(request(server.uri()))) {
      assertThat(exchange.awaitHead(Long.MAX_VALUE)).isNotNull();
      RecorderFixture.take((Chunk) exchange.read(Long.MAX_VALUE));

      var half = Recording.read(file());
      assertThat(new String(half.body(), UTF_8)).isEqualTo("data: one\n\n");
      assertThat(half.end()).isEqualTo(new End.Unfinished());

      exchange.close();
      exchange.close();
      assertThat(Recording.read(file()).end()).isEqualTo(new End.Closed());
    }
  }

  @Test
  @SuppressWarnings("try") // closed here and again by its try
  void an_interrupted_reader_does_not_close_the_file() throws Exception {
    try (var server = ScriptedServer.start(answer().sse().event("one").stall());
        var recorder = recorder();
        var exchange = recorder.begin(request(server.uri()))) {
      assertThat(exchange.awaitHead(Long.MAX_VALUE)).isNotNull();
      Thread.currentThread().interrupt();
      exchange.close();
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Recording.read(file()).end()).isEqualTo(new End.Closed());
  }

  @Test
  void each_stream_has_a_file() throws Exception {
    try (var server =
            ScriptedServer.start(
                answer().status(429).header("Retry-After", "1").body("{}"),
                answer().sse().event("one").end());
        var recorder = recorder()) {
      read(recorder, request(server.uri()));
      read(recorder, request(server.uri()));

      assertThat(recorder.files()).containsExactly(file(), file().resolveSibling("answer-2.txt"));
      var first = Recording.read(recorder.files().getFirst()).head().orElseThrow();
      assertThat(first.status()).isEqualTo(429);
      assertThat(first.headers().first("retry-after")).hasValue("1");
      assertThat(Recording.read(recorder.files().getLast()).head().orElseThrow().status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_file_that_cannot_be_begun_is_told_before_anything_is_sent() throws Exception {
    Files.createDirectories(file());
    try (var server = ScriptedServer.start(answer().sse().event("one").end());
        var recorder = recorder()) {
      assertThatThrownBy(() -> recorder.begin(request(server.uri())))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("answer.txt");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @SuppressWarnings("try") // closed here and again by its try
  void a_request_that_cannot_be_sent_leaves_no_file() {
    try (var recorder = recorder()) {
      recorder.close();
      assertThatThrownBy(() -> recorder.begin(request(URI.create("http://127.0.0.1:1/"))))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void a_file_that_cannot_be_written_to_its_end_harms_no_stream_and_is_told() throws Exception {
    var failures = new ArrayList<IOException>();
    var disk = new FullDisk(200);
    var tape =
        new StreamTape(
            file(),
            disk,
            request(URI.create("http://x/")),
            RequestBodies.OMITTED,
            System::nanoTime,
            failures::add);
    for (int i = 0; i < 100; i++) {
      tape.chunk(UTF_8.encode("data: one\n\n"));
    }
    tape.completed();

    assertThat(failures).singleElement().asString().contains("disk full");
    assertThat(disk.closed).isTrue();
  }

  /** A disk on which there is a little room. */
  private static final class FullDisk extends OutputStream {
    private int room;
    private boolean closed;

    FullDisk(int room) {
      this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
      if (room-- <= 0) {
        throw new IOException("disk full");
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  // --- secrets

  private void assertNoSecret(URI uri, String... headers) throws Exception {
    Files.deleteIfExists(file());
    var echo = "data: you sent " + SECRET + " from org-Jane0123456789\n\n";
    var script =
        answer()
            .status(200)
            .header("Content-Type", "text/event-stream")
            .header("Set-Cookie", "session=" + SECRET + "; HttpOnly")
            .header("OpenAI-Organization", "org-Jane0123456789")
            .header("X-Anything", SECRET)
            .chunked()
            .play(echo.getBytes(UTF_8), 7, Duration.ZERO)
            .event("fine")
            .end();
    try (var server = ScriptedServer.start(script);
        var recorder = recorder()) {
      var target =
          new URI(
              "http",
              uri.getUserInfo(),
              "127.0.0.1",
              server.port(),
              uri.getPath(),
              uri.getQuery(),
              null);
      var body = "{\"model\":\"m\",\"user\":\"" + SECRET + "\",\"text\":\"" + SECRET + "\"}";
      var result = read(recorder, request(target, body, headers));
      assertThat(result.text()).as("the reader's bytes are not touched").contains(SECRET);
    }
    var text = Files.readString(file());
    assertThat(text).doesNotContain("org-Jane0123456789", "jane", "<redacted>x");
    assertThat(new String(Recording.parse("", text).body(), UTF_8))
        .doesNotContain(SECRET, "org-Jane0123456789")
        .hasSameSizeAs(echo + "data: fine\n\n")
        .endsWith("data: fine\n\n");
    assertThat(text).doesNotContain(SECRET, SECRET.substring(8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "x-api-key",
        "api-key",
        "x-goog-api-key",
        "x-amz-security-token",
        "Proxy-Authorization",
        "OpenAI-Organization",
        "OpenAI-Project",
        "X-Nobody-Knows-This-One"
      })
  void no_key_of_a_header_is_recorded(String header) throws Exception {
    assertNoSecret(URI.create("http://x/v1"), header, SECRET);
  }

  @Test
  void no_key_after_a_scheme_or_within_a_cookie_or_signature_is_recorded() throws Exception {
    assertNoSecret(URI.create("http://x/v1"), "Authorization", "Bearer " + SECRET);
    assertNoSecret(URI.create("http://x/v1"), "Cookie", "a=b; session=" + SECRET + "; c=d");
    assertNoSecret(
        URI.create("http://x/v1"),
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host;content-type, Signature=" + SECRET);
  }

  @Test
  void no_value_of_a_query_and_no_user_is_recorded() throws Exception {
    assertNoSecret(URI.create("http://x/v1?alt=sse&key=" + SECRET), "Accept", "*/*");
    assertNoSecret(URI.create("http://jane:" + SECRET + "@x/v1?" + SECRET), "Accept", "*/*");
  }

  @Test
  void a_secret_is_hidden_wherever_the_server_cuts_it() {
    var echo = ("data: " + SECRET + SECRET + " sk-live-01 data\n\n" + SECRET).getBytes(UTF_8);
    for (int size = 1; size <= echo.length; size++) {
      var mask =
          new SecretMask(request(URI.create("http://x/"), "", "Authorization", "Bearer " + SECRET));
      var masked = new MaskedChunks(mask);
      var pieces = new ArrayList<Recording.Piece>();
      for (int at = 0; at < echo.length; at += size) {
        var some = Arrays.copyOfRange(echo, at, Math.min(echo.length, at + size));
        pieces.addAll(masked.add(new Recording.Piece(at, some)));
      }
      pieces.addAll(masked.rest());
      var text = new StringBuilder();
      pieces.forEach(piece -> text.append(new String(piece.bytes(), UTF_8)));
      assertThat(text.toString())
          .as("in pieces of %s", size)
          .isEqualTo(new String(echo, UTF_8).replace(SECRET, "*".repeat(SECRET.length())));
      assertThat(pieces).hasSize((echo.length + size - 1) / size);
    }
  }

  @Test
  void the_words_of_a_signature_are_no_secrets() {
    var mask =
        new SecretMask(
            request(
                URI.create("http://x/?alt=sse"),
                "",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host;content-type, Signature=a1",
                "X-Title",
                "assistant"));

    for (var word : List.of(":content-type", "Credential", "SignedHeaders", "assistant", "sse")) {
      assertThat(mask.text(word)).isEqualTo(word);
    }
  }
}
