package dev.penstock.testkit.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import dev.penstock.spi.TransportException.Phase;
import dev.penstock.testkit.recording.Recording.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The format is a promise: what version 1 has written must be read for ever. */
final class RecordingTest {
  private static final String WHOLE =
      """
      penstock recording 1

      request POST https://llm.example/v1/chat?alt=redacted&redacted
      Content-Type: application/json
      Authorization: <redacted>
      body 13 bytes sha256=e95fd415e34b2c8cc7b17c6c2d92bc9743a5d10ccc8f35b76de6d8fdcdd8a2c9
      | {
      |   "model": "m"
      | }

      response 200 at 12.345 ms
      Content-Type: text/event-stream
      Set-Cookie: <redacted>

      chunk at 13.000 ms
      | data: {"a":1}
      |
      : data: w%C3
      chunk at 20.500 ms
      = tmbDtgA=
      | rld

      end at 21.000 ms completed
      """;

  private static final String HEAD =
      """
      penstock recording 1
      request GET http://llm.example/
      """;

  private static final String ANSWERED = HEAD + "response 200 at 1 ms\n";

  @Test
  void a_file_is_written_as_documented() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new RecordingWriter(out);
    var request =
        new BackendRequest(
            URI.create("https://llm.example/v1/chat?alt=sse&abc"),
            "POST",
            Headers.of("Content-Type", "application/json", "Authorization", "Bearer x"),
            "{\"model\":\"m\"}".getBytes(UTF_8),
            Duration.ofSeconds(1));
    writer.request(request, RequestBodies.REDACTED.shown(request.body()));
    writer.head(
        12_345_678,
        new ResponseHead(
            200, Headers.of("Content-Type", "text/event-stream", "Set-Cookie", "a=b")));
    writer.chunk(13_000_000, "data: {\"a\":1}\n\ndata: w\u00c3".getBytes(ISO_8859_1));
    writer.chunk(20_500_999, new byte[] {(byte) 0xB6, 'f', (byte) 0xC3, (byte) 0xB6, 0});
    writer.end(21_000_000, new End.Completed());

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            WHOLE
                .replace("= tmbDtgA=\n| rld", "= tmbDtgA=")
                .replaceFirst("sha256=\\w+", "sha256=" + RecordingWriter.sha256(request.body())));
  }

  @Test
  void a_file_is_read_as_documented() {
    var recording = Recording.parse("whole", WHOLE);

    assertThat(recording.request().method()).isEqualTo("POST");
    assertThat(recording.request().uri().getPath()).isEqualTo("/v1/chat");
    assertThat(recording.request().headers().first("authorization")).hasValue("<redacted>");
    assertThat(recording.request().bodySha256()).startsWith("e95f").hasSize(64);
    assertThat(recording.request().body()).isEqualTo("{\n  \"model\": \"m\"\n}\n");
    var head = recording.head().orElseThrow();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headers().first("content-type")).hasValue("text/event-stream");
    assertThat(recording.headNanos()).isEqualTo(12_345_000);
    assertThat(recording.pieces()).hasSize(2);
    assertThat(recording.pieces().getLast().atNanos()).isEqualTo(20_500_000);
    assertThat(recording.body())
        .isEqualTo(
            "data: {\"a\":1}\n\ndata: w\u00c3\u00b6f\u00c3\u00b6\0rld\n".getBytes(ISO_8859_1));
    assertThat(recording.end()).isEqualTo(new End.Completed());
    assertThat(recording.endNanos()).isEqualTo(21_000_000);
  }

  @Test
  void line_ends_of_another_system_and_comments_change_nothing() {
    var commented = WHOLE.replace("chunk at 20.5", "# the second half\nchunk at 20.5");
    var other = commented.replace("\n", "\r\n");

    assertThat(Recording.parse("other", other).body())
        .isEqualTo(Recording.parse("whole", WHOLE).body());
  }

  @Test
  void each_end_is_told() {
    assertThat(Recording.parse("", ANSWERED).end()).isEqualTo(new End.Unfinished());
    assertThat(Recording.parse("", ANSWERED + "end at 2 ms closed").end())
        .isEqualTo(new End.Closed());
    assertThat(Recording.parse("", HEAD + "end at 2 ms closed").end()).isEqualTo(new End.Closed());
    assertThat(Recording.parse("", ANSWERED + "end at 2 ms failed BODY: cut: off").end())
        .isEqualTo(new End.Failed(Phase.BODY, "cut: off"));
    assertThat(Recording.parse("", HEAD + "end at 2 ms failed CONNECT: nobody").end())
        .isEqualTo(new End.Failed(Phase.CONNECT, "nobody"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          ''                                                 ! line 1: no recording
          data: {}                                           ! line 1: no recording
          penstock recording 2                               ! line 2: a recording of version 2
          penstock recording 1                               ! line 2: 'request METHOD URI'
          penstock recording 1~request GET                   ! line 2: 'request METHOD URI'
          penstock recording 1~request GET http://x/~chunk at 1 ms  ! line 3: does not belong here
          penstock recording 1~request GET http://x/~end at 1 ms completed ! a proper end
          penstock recording 1~request GET http://x/~end at 1 ms failed BODY: x ! a failure in BODY
          penstock recording 1~request GET http://x/~end at 1 ms failed SOON: x ! line 4:
          penstock recording 1~request GET http://x/~response 200 at 1 ms~| x ! does not belong here
          penstock recording 1~request GET http://x/~response 200 at 1 ms~chunk at 2 ms~: %4 ! line 6
          penstock recording 1~request GET http://x/~response 200 at 1 s ! line 3: does not belong
          """)
  void what_is_no_recording_is_refused_with_its_line(String text, String message) {
    assertThatThrownBy(() -> Recording.parse("a.txt", text.replace("~", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.txt, line ")
        .hasMessageContaining(message);
  }

  @Test
  void a_recording_cut_off_anywhere_is_read_or_refused() {
    for (int end = 0; end < WHOLE.length(); end++) {
      var cut = WHOLE.substring(0, end);
      try {
        assertThat(Recording.parse("cut", cut).end())
            .isInstanceOfAny(End.Unfinished.class, End.Completed.class);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("cut, line ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"m\",\"user\":\"jane-17\",\"seed\":7,\"user_id\":4711,\"stream\":true}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi"
            + " \\\"you\\\"\"}],\"stop\":[\"a\",\"b\"]}",
        "{\"tools\":[{\"type\":\"mcp\",\"authorization\":\"jane-17\",\"headers\":{\"k\":\"jane-17\"}}]}",
        "{\"input\":{\"city\":\"jane-17\"},\"content\":[{\"image_url\":{\"url\":\"jane-17\"}}]}",
        "{\"metadata\":[\"jane-17\",[\"jane-17\"],{\"a\":4711}],\"x\":{},\"y\":[],\"z\":null}",
      })
  void a_body_is_shown_by_the_names_of_its_fields(String json) {
    var shown = RequestBodies.REDACTED.shown(UTF_8.encode(json));

    assertThat(shown).doesNotContain("jane-17", "4711");
    assertThat(shown.replaceAll("\\s", ""))
        .isEqualTo(
            json.replace("\"jane-17\"", "\"<redacted>\"")
                .replace("4711", "\"<redacted>\"")
                .replaceAll("\\s", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"key=jane-17", "{\"a\":", "{\"a\":\"jane", "{\"a\" 1}", "jane-17", "{}{"})
  void a_body_that_is_no_json_is_not_shown(String body) {
    assertThat(RequestBodies.REDACTED.shown(UTF_8.encode(body)))
        .isEqualTo("(not shown: no JSON)\n");
    assertThat(RequestBodies.OMITTED.shown(UTF_8.encode(body))).isEmpty();
    assertThat(RequestBodies.WHOLE.shown(UTF_8.encode(body))).isEqualTo(body);
  }

  @Test
  void a_body_nested_without_end_is_not_shown() {
    var deep = "[".repeat(100_000);
    assertThat(RequestBodies.REDACTED.shown(UTF_8.encode(deep))).contains("not shown");
  }
}
