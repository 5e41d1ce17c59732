package dev.penstock.testkit;

import static dev.penstock.testkit.Answer.answer;
import static dev.penstock.testkit.RawClient.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ScriptedServerTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String SSE_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void an_event_is_one_transfer_chunk() throws IOException {
    try (var server = ScriptedServer.start(answer().sse().event("one").event("two\nlines").end());
        var client = RawClient.get(server, "/")) {
      assertThat(client.readHead()).isEqualTo(SSE_HEAD);
      var body = "b\r\ndata: one\n\n\r\n17\r\ndata: two\ndata: lines\n\n\r\n0\r\n\r\n";
      assertThat(client.read(body.length())).isEqualTo(body);
      await().until(() -> server.bytesWritten() == SSE_HEAD.length() + body.length());
    }
  }

  @Test
  void a_request_is_recorded_as_it_was_sent() throws IOException {
    try (var server = ScriptedServer.start(answer().status(204).end());
        var client = new RawClient(server)) {
      client.send(
          "POST /v1/chat?x=1 HTTP/1.1\r\nhost: a\r\nX-Two:  b \r\nContent-Length: 5\r\n\r\nhello");

      var request = server.takeRequest();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.target()).isEqualTo("/v1/chat?x=1");
      assertThat(request.path()).isEqualTo("/v1/chat");
      assertThat(request.headers())
          .containsExactly(
              new Header("host", "a"), new Header("X-Two", "b"), new Header("Content-Length", "5"));
      assertThat(request.header("HOST")).contains("a");
      assertThat(request.bodyText()).isEqualTo("hello");
      assertThat(request.connection()).isEqualTo(1);
      assertThat(request).hasToString("POST /v1/chat?x=1 HTTP/1.1 on connection 1");
      assertThat(server.requests()).containsExactly(request);
    }
  }

  @Test
  void a_chunked_request_is_joined() throws IOException {
    try (var server = ScriptedServer.start(answer().status(204).end());
        var client = new RawClient(server)) {
      client.send(
          lines(
              "POST / HTTP/1.1",
              "Transfer-Encoding: chunked",
              "",
              "3",
              "hel",
              "2;x=y",
              "lo",
              "0",
              "T: 1",
              "",
              ""));
      assertThat(server.takeRequest().bodyText()).isEqualTo("hello");
    }
  }

  @Test
  void a_client_that_expects_100_continue_is_told_to() throws IOException {
    try (var server = ScriptedServer.start(answer().status(200).body("ok"));
        var client = new RawClient(server)) {
      client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      client.send("hi");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void each_request_has_its_own_answer_and_the_last_one_repeats() throws IOException {
    var first = answer().status(503).body("busy");
    try (var server = ScriptedServer.start(first);
        var client = RawClient.get(server, "/")) {
      server.enqueue(answer().status(200).contentLength(2).write("ok"));
      assertThat(client.readUntil("busy")).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
      for (int i = 0; i < 2; i++) {
        client.send("GET / HTTP/1.1\r\n\r\n");
        assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
      }
      assertThat(server.connections()).hasSize(1);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void a_chunked_answer_leaves_the_connection_usable() throws IOException {
    try (var server = ScriptedServer.start(answer().sse().event("one").end());
        var client = RawClient.get(server, "/")) {
      client.readUntil("0\r\n\r\n");
      client.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.readUntil("0\r\n\r\n")).startsWith("HTTP/1.1 200");
      assertThat(server.connections()).hasSize(1);
    }
  }

  @Test
  void a_handler_answers_by_what_is_asked() throws IOException {
    try (var server = ScriptedServer.start(request -> answer().status(200).body(request.path()));
        var client = RawClient.get(server, "/here?q")) {
      assertThat(client.readUntil("/here")).contains("Content-Length: 5");
    }
  }

  @Test
  void a_body_without_length_ends_with_the_connection() throws IOException {
    try (var server = ScriptedServer.start(answer().status(200).write("a").write("b").end());
        var client = RawClient.get(server, "/")) {
      assertThat(client.readToEnd()).isEqualTo("HTTP/1.1 200 OK\r\n\r\nab");
    }
  }

  @Test
  void the_connection_is_closed_when_either_side_said_so() throws IOException {
    var closing = answer().status(200).header("Connection", "close").body("a");
    try (var server = ScriptedServer.start(closing, answer().status(200).body("b"))) {
      try (var client = RawClient.get(server, "/")) {
        assertThat(client.readToEnd()).endsWith("\r\n\r\na");
      }
      try (var client = new RawClient(server)) {
        client.send("GET / HTTP/1.1\r\nConnection: TE, close\r\n\r\n");
        assertThat(client.readToEnd()).endsWith("\r\n\r\nb");
      }
    }
  }

  @Test
  void a_permit_lets_the_script_go_on() throws IOException {
    var script = answer().sse().event("1").awaitPermit().event("2").awaitPermit().event("3");
    try (var server = ScriptedServer.start(script);
        var client = RawClient.get(server, "/")) {
      client.readUntil("data: 1\n\n\r\n");
      assertThat(client.available()).isZero();
      server.release();
      client.readUntil("data: 2\n\n\r\n");
      assertThat(client.available()).isZero();
      server.release();
      assertThat(client.readUntil("0\r\n\r\n")).contains("data: 3");
    }
  }

  @Test
  void a_permit_is_not_lost_to_a_client_that_left() throws IOException {
    try (var server = ScriptedServer.start(answer().awaitPermit().status(200).body("x"))) {
      try (var client = RawClient.get(server, "/")) {
        server.takeRequest();
        assertThat(client.available()).isZero();
      }
      server.awaitNoOpenConnections(SOON);
      server.release();
      try (var client = RawClient.get(server, "/")) {
        assertThat(client.readUntil("x")).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void a_client_that_closes_is_noticed_while_the_script_is_silent() throws IOException {
    try (var server = ScriptedServer.start(answer().sse().event("1").stall())) {
      var before = Instant.now();
      try (var client = RawClient.get(server, "/")) {
        client.readUntil("data: 1\n\n\r\n");
        assertThat(server.openConnections()).isEqualTo(1);
        assertThatThrownBy(() -> server.awaitClientGone(Duration.ofMillis(1)))
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("1 open of 1 connections");
      }
      assertThat(server.awaitClientGone(SOON)).isAfter(before);
      server.awaitNoOpenConnections(SOON);
      assertThat(server.failures()).isEmpty();
      assertThat(server.connections().getFirst().clientGone()).isCompleted();
    }
  }

  @Test
  void a_client_that_resets_is_noticed_too() throws IOException {
    try (var server = ScriptedServer.start(answer().stall());
        var client = RawClient.get(server, "/")) {
      server.takeRequest();
      client.reset();
      server.awaitClientGone(SOON);
      assertThat(server.bytesWritten()).isZero();
    }
  }

  @Test
  void a_flood_stops_when_the_client_leaves() throws IOException {
    try (var server = ScriptedServer.start(answer().sse().flood(250))) {
      try (var client = RawClient.get(server, "/")) {
        client.readHead();
        assertThat(client.read(256))
            .startsWith("fa\r\ndata: {\"n\":0,\"pad\":\"xx")
            .endsWith("x\"}\n\n\r\n");
        assertThat(client.read(256)).startsWith("fa\r\ndata: {\"n\":1,");
      }
      server.awaitNoOpenConnections(SOON);
      assertThat(server.bytesWritten()).isGreaterThan(500);
      assertThat(server.failures()).isEmpty();
    }
  }

  @Test
  void a_flood_is_held_back_by_a_client_that_does_not_read() throws IOException {
    try (var server = ScriptedServer.builder().sendBuffer(4096).start(answer().sse().flood(1000));
        var socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      var client = new RawClient(server, socket);
      client.send("GET / HTTP/1.1\r\n\r\n").readHead();
      var seen = new AtomicLong(-1);
      await()
          .pollInterval(Duration.ofMillis(200))
          .until(() -> seen.getAndSet(server.bytesWritten()) == server.bytesWritten());
      assertThat(server.bytesWritten()).isLessThan(200_000);
    }
  }

  @Test
  void closing_ends_a_script_that_stalls_and_one_that_is_held_back() throws IOException {
    var server =
        ScriptedServer.start(
            answer().stall(), answer().sse().flood(1000), answer().awaitPermit().end());
    try (var stalled = RawClient.get(server, "/1")) {
      server.takeRequest();
      try (var flooded = RawClient.get(server, "/2")) {
        flooded.readHead();
        server.takeRequest();
        server.close();
        server.close();
        assertThat(stalled.readToEnd()).isEmpty();
        assertThat(server.openConnections()).isZero();
      }
    }
  }

  @Test
  void a_script_that_fails_resets_the_connection_and_is_told_by_close() throws IOException {
    var server =
        ScriptedServer.start(
            answer()
                .run(() -> {
                  throw new IOException("a bug");
                }));
    try (server;
        var client = RawClient.get(server, "/x")) {
      assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
    } catch (IllegalStateException e) {
      assertThat(e)
          .hasMessage(
              "the script for GET /x HTTP/1.1 on connection 1 failed: java.io.IOException: a bug");
      assertThat(e).hasRootCauseMessage("a bug");
      return;
    }
    throw new AssertionError("close() said nothing");
  }

  @Test
  void failures_that_were_asked_for_are_not_told_again() throws IOException {
    try (var server =
            ScriptedServer.start(request -> {
              throw new AssertionError("unexpected " + request.path());
            });
        var client = RawClient.get(server, "/x")) {
      assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
      assertThat(server.failures()).singleElement().asString().contains("unexpected /x");
    }
  }

  @Test
  void a_request_without_an_answer_is_a_failure() throws IOException {
    try (var server = ScriptedServer.start();
        var client = RawClient.get(server, "/")) {
      assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
      assertThat(server.failures()).singleElement().asString().contains("no answer was queued");
    }
  }

  @Test
  void bytes_that_are_no_request_are_a_failure() throws IOException {
    try (var server = ScriptedServer.start(answer().stall());
        var client = new RawClient(server)) {
      client.send("\u0016\u0003\u0001 not http\r\n");
      assertThat(client.readToEnd()).isEmpty();
      assertThat(server.failures()).singleElement().asString().contains("not a request line");
    }
  }

  @Test
  void code_of_the_test_runs_within_the_script() throws IOException {
    var reached = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    var script = answer().sse().run(reached::countDown).run(mayGoOn::await).event("1").end();
    try (var server = ScriptedServer.start(script);
        var client = RawClient.get(server, "/")) {
      assertThat(reached.await(5, TimeUnit.SECONDS)).isTrue();
      client.readHead();
      assertThat(client.available()).isZero();
      mayGoOn.countDown();
      client.readUntil("0\r\n\r\n");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closing_ends_code_of_the_test_that_waits() throws IOException {
    var server = ScriptedServer.start(answer().run(() -> new CountDownLatch(1).await()));
    try (var client = RawClient.get(server, "/")) {
      server.takeRequest();
      server.close();
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void answers_are_given_in_the_order_of_requests_whichever_connection_is_faster()
      throws IOException {
    try (var server = ScriptedServer.start()) {
      for (int i = 0; i < 50; i++) {
        server.enqueue(answer().status(200).body("answer " + i + ";"));
      }
      var clients = new ArrayList<RawClient>();
      for (int i = 0; i < 50; i++) {
        clients.add(RawClient.get(server, "/" + i));
        assertThat(server.takeRequest().target()).isEqualTo("/" + i);
      }
      for (int i = 0; i < 50; i++) {
        assertThat(clients.get(i).readUntil(";")).endsWith("\r\n\r\nanswer " + i + ";");
        clients.get(i).close();
      }
    }
  }

  @Test
  void many_connections_in_every_state_leave_nothing_behind() throws IOException {
    var before = Census.take();
    var begun = answer().sse().event("begun");
    var answers =
        List.of(
            begun.stall(),
            begun.flood(500),
            begun.awaitPermit().end(),
            begun.trickle(Duration.ofMillis(5)),
            begun.end(),
            begun.disconnect(),
            begun.pause(Duration.ofMinutes(5)).end());
    var clients = new ArrayList<RawClient>();
    try (var server =
        ScriptedServer.start(request ->
            answers.get(Integer.parseInt(request.path().substring(1)) % answers.size()))) {
      for (int i = 0; i < 280; i++) {
        clients.add(RawClient.get(server, "/" + i));
      }
      for (int i = 0; i < 280; i++) {
        clients.get(i).readUntil("data: begun\n\n\r\n");
        if (i % 3 == 0) {
          clients.get(i).close();
        } else if (i % 3 == 1) {
          clients.get(i).reset();
        }
      }
      assertThat(server.connections()).hasSize(280);
    }
    for (var client : clients) {
      client.close();
    }
    before.awaitNothingLeft(SOON);
  }
}
