package dev.penstock.testkit;

import static dev.penstock.testkit.Answer.answer;
import static dev.penstock.testkit.RawClient.lines;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AnswerTest {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String CHUNKED_HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final Answer CHUNKED = answer().status(200).chunked();

  @Test
  void a_head_says_what_it_was_told() throws IOException {
    var head = answer().status(429, "Slow Down").header("Retry-After", "7").header("x-é", "ü");
    assertThat(whole(head.end()))
        .isEqualTo(utf8("HTTP/1.1 429 Slow Down\r\nRetry-After: 7\r\nx-é: ü\r\n\r\n"));
    assertThat(whole(answer().status(799).end())).isEqualTo("HTTP/1.1 799 \r\n\r\n");
    assertThat(whole(answer().statusLine("ICY 200").end())).isEqualTo("ICY 200\r\n\r\n");
  }

  @Test
  void a_body_announces_its_length_in_bytes() throws IOException {
    var answer = answer().status(401).header("Connection", "close").body("né");
    assertThat(whole(answer))
        .isEqualTo(
            utf8("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 3\r\n\r\nné"));
  }

  @Test
  void an_interim_head_comes_before_the_head() throws IOException {
    var answer = answer().interim(103, "Link: </a>", "X: y").status(204).end();
    assertThat(whole(answer))
        .isEqualTo(
            lines(
                "HTTP/1.1 103 Early Hints",
                "Link: </a>",
                "X: y",
                "",
                "HTTP/1.1 204 No Content",
                "",
                ""));
  }

  @Test
  void a_redirect_has_a_location_and_no_body() throws IOException {
    try (var server = ScriptedServer.start(answer().redirect(307, "http://other.test/"));
        var client = RawClient.get(server, "/")) {
      assertThat(client.readHead())
          .isEqualTo(
              lines(
                  "HTTP/1.1 307 Temporary Redirect",
                  "Location: http://other.test/",
                  "Content-Length: 0",
                  "",
                  ""));
    }
  }

  @Test
  void trailers_follow_the_last_chunk() throws IOException {
    try (var server = ScriptedServer.start(CHUNKED.write("a").end("X-A: 1", "X-B: 2"));
        var client = RawClient.get(server, "/")) {
      assertThat(client.readUntil("2\r\n\r\n"))
          .isEqualTo(CHUNKED_HEAD + "1\r\na\r\n0\r\nX-A: 1\r\nX-B: 2\r\n\r\n");
    }
  }

  @Test
  void events_have_fields_comments_and_names() throws IOException {
    var answer =
        answer()
            .status(200)
            .events(List.of("1", "2"))
            .event("ping", "3")
            .comment("still here")
            .end();
    assertThat(whole(answer))
        .endsWith("\r\n\r\ndata: 1\n\ndata: 2\n\nevent: ping\ndata: 3\n\n: still here\n\n");
  }

  @Test
  void a_played_body_comes_in_pieces_of_that_size() throws IOException {
    var body = "abcdefg".getBytes(UTF_8);
    assertThat(whole(CHUNKED.play(body, 3, Duration.ofMillis(1)).disconnect()))
        .isEqualTo(CHUNKED_HEAD + "3\r\nabc\r\n3\r\ndef\r\n1\r\ng\r\n");
    assertThat(whole(CHUNKED.play(body, 7, AT_ONCE).disconnect()))
        .isEqualTo(CHUNKED_HEAD + "7\r\nabcdefg\r\n");
    assertThat(whole(CHUNKED.drip("ab", Duration.ofMillis(1)).disconnect()))
        .isEqualTo(CHUNKED_HEAD + "1\r\na\r\n1\r\nb\r\n");
    assertThatIllegalArgumentException().isThrownBy(() -> CHUNKED.play(body, 0, AT_ONCE));
  }

  @Test
  void a_pace_lies_between_two_pieces() throws IOException {
    var pace = Duration.ofMillis(30);
    long begin = System.nanoTime();
    whole(CHUNKED.drip("abcd", pace).pause(pace).disconnect());
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(pace.multipliedBy(4));
  }

  @Test
  void repeated_pieces_are_numbered() throws IOException {
    var answer = answer().status(200).repeat(3, n -> n + ";", AT_ONCE).write("end").end();
    assertThat(whole(answer)).endsWith("\r\n\r\n0;1;2;end");
  }

  @Test
  void a_trickle_and_endless_comments_last_until_the_client_leaves() throws IOException {
    var pace = Duration.ofMillis(1);
    try (var server =
        ScriptedServer.start(
            answer().sse().trickle(pace),
            answer().sse().endlessComments(pace),
            answer().status(200).endlessHeaders(pace))) {
      try (var client = RawClient.get(server, "/")) {
        client.readUntil("data: {\"n\":2,\"pad\":\"\"}\n\n\r\n");
      }
      try (var client = RawClient.get(server, "/")) {
        client.readUntil(": 2\n\n\r\n");
      }
      try (var client = RawClient.get(server, "/")) {
        assertThat(client.readUntil("X-Endless-2: 2\r\n")).doesNotContain("\r\n\r\n");
      }
      server.awaitNoOpenConnections(SOON);
    }
  }

  @Test
  void disconnecting_leaves_a_chunked_body_without_its_end() throws IOException {
    assertThat(whole(CHUNKED.write("a").disconnect())).isEqualTo(CHUNKED_HEAD + "1\r\na\r\n");
    assertThat(whole(CHUNKED.openChunk(0x100, "ab").disconnect()))
        .isEqualTo(CHUNKED_HEAD + "100\r\nab");
    assertThat(whole(answer().status(200).contentLength(9).write("abc").disconnect()))
        .endsWith("Content-Length: 9\r\n\r\nabc");
    assertThat(whole(answer().disconnect())).isEmpty();
  }

  @Test
  void bytes_that_are_no_http_go_out_as_they_are() throws IOException {
    assertThat(whole(answer().raw("\0garbage").end())).isEqualTo("\0garbage");
    assertThat(whole(CHUNKED.raw("zz\r\n").disconnect())).isEqualTo(CHUNKED_HEAD + "zz\r\n");
  }

  @Test
  void an_empty_write_is_not_the_last_chunk() throws IOException {
    assertThat(whole(CHUNKED.write("").write("a").disconnect()))
        .isEqualTo(CHUNKED_HEAD + "1\r\na\r\n");
  }

  @Test
  void a_reset_is_seen_as_one_before_the_head_and_after_it_and_within_the_body()
      throws IOException {
    try (var server =
        ScriptedServer.start(
            answer().reset(),
            CHUNKED.awaitPermit().reset(),
            CHUNKED.openChunk(9, "abc").awaitPermit().reset())) {
      try (var client = RawClient.get(server, "/")) {
        assertReset(client);
      }
      try (var client = RawClient.get(server, "/")) {
        client.readHead();
        server.release();
        assertReset(client);
      }
      try (var client = RawClient.get(server, "/")) {
        client.readUntil("abc");
        server.release();
        assertReset(client);
      }
      server.awaitNoOpenConnections(SOON);
      assertThat(server.connections())
          .allSatisfy(c -> assertThat(c.clientGone()).isCompletedExceptionally());
    }
  }

  @Test
  void a_connection_held_open_after_the_end_answers_no_more() throws IOException {
    try (var server = ScriptedServer.start(CHUNKED.write("a").holdOpen());
        var client = RawClient.get(server, "/")) {
      client.readUntil("0\r\n\r\n");
      server.takeRequest();
      client.send("GET /2 HTTP/1.1\r\n\r\n");
      assertThat(server.takeRequest().target()).isEqualTo("/2");
      assertThat(client.available()).isZero();
      assertThat(server.openConnections()).isEqualTo(1);
    }
  }

  @Test
  void a_silence_before_the_head_is_told_before_it() throws IOException {
    try (var server = ScriptedServer.start(answer().awaitPermit().status(200).body("a"));
        var client = RawClient.get(server, "/")) {
      server.takeRequest();
      assertThat(client.available()).isZero();
      server.release();
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_beginning_can_be_shared() throws IOException {
    var beginning = answer().sse().event("1");
    assertThat(whole(beginning.event("2").disconnect())).contains("data: 2");
    assertThat(whole(beginning.event("3").disconnect()))
        .contains("data: 3")
        .doesNotContain("data: 2");
  }

  @Test
  void bytes_are_copied_when_they_are_told() throws IOException {
    var bytes = "abc".getBytes(UTF_8);
    var answer = answer().status(200).write(bytes).raw(bytes).play(List.of(bytes), AT_ONCE).end();
    bytes[0] = 'X';
    assertThat(whole(answer)).endsWith("abcabcabc");
  }

  @Test
  void what_cannot_be_told_is_refused_where_it_is_told() {
    assertThatIllegalStateException().isThrownBy(() -> answer().write("a"));
    assertThatIllegalStateException().isThrownBy(() -> answer().header("A", "b"));
    assertThatIllegalStateException().isThrownBy(() -> answer().chunked());
    assertThatIllegalStateException().isThrownBy(() -> CHUNKED.status(200));
    assertThatIllegalStateException().isThrownBy(() -> CHUNKED.write("a").header("A", "b"));
    assertThatIllegalStateException().isThrownBy(() -> CHUNKED.write("a").status(200));
    assertThatIllegalStateException().isThrownBy(() -> CHUNKED.interim(103));
    assertThatIllegalStateException().isThrownBy(() -> CHUNKED.stall().write("a"));
    assertThatIllegalStateException().isThrownBy(() -> answer().stall().status(200));
    assertThatIllegalStateException().isThrownBy(() -> answer().status(200).openChunk(9, "a"));
    assertThatIllegalStateException().isThrownBy(() -> answer().status(200).end("X: y"));
    assertThatCode(() -> answer().raw("a").pause(AT_ONCE).status(200)).doesNotThrowAnyException();
  }

  private static void assertReset(RawClient client) {
    assertThatThrownBy(client::readToEnd)
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  /** Returns all that a client reads until the server closes the connection. */
  private static String whole(Answer answer) throws IOException {
    try (var server = ScriptedServer.start(answer);
        var client = RawClient.get(server, "/")) {
      return client.readToEnd();
    }
  }

  /** Returns the text as one sees it who takes its UTF-8 for Latin-1. */
  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
