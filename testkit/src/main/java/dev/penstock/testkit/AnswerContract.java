package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Heads and bodies come through as they were sent. */
abstract class AnswerContract extends ContractGroup {
  private static final String BODY = "data: one\n\ndata: two\r\n\r\n: three\n\ndata: fin\u00e9\n\n";

  AnswerContract(BackendContract contract) {
    super(contract);
  }

  private static Answer answer() {
    return Answer.answer();
  }

  @Test
  void a_head_is_its_status_and_headers() throws Exception {
    serve(
        answer()
            .status(429)
            .header("Content-Type", "application/json")
            .header("Retry-After", "17")
            .header("X-Twice", "one")
            .header("X-Twice", "two")
            .body("{}"));
    var exchange = begin();
    var head = head(exchange);
    assertThat(head.status()).isEqualTo(429);
    assertThat(head.headers().first("content-type")).hasValue("application/json");
    assertThat(head.headers().first("RETRY-AFTER")).hasValue("17");
    assertThat(head.headers().all("x-twice")).containsExactly("one", "two");
    assertThat(exchange.awaitHead(0)).as("asked again").isEqualTo(head);
  }

  @Test
  void a_head_comes_before_any_of_its_body() {
    serve(answer().sse().awaitPermit().event("late").end());
    var exchange = begin();
    assertThat(head(exchange).status()).isEqualTo(200);
    server().release();
    assertThat(readText(exchange)).isEqualTo("data: late\n\n");
  }

  @Test
  void interim_heads_are_passed_over() {
    serve(
        answer()
            .interim(103, "Link: </style.css>; rel=preload")
            .interim(102)
            .status(200)
            .header("X-Final", "yes")
            .body(BODY));
    var exchange = begin();
    var head = head(exchange);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headers().first("x-final")).hasValue("yes");
    assertThat(readText(exchange)).isEqualTo(BODY);
  }

  @Test
  void a_body_in_transfer_chunks_comes_whole() {
    serve(answer().sse().write(BODY).write(BODY).end());
    assertThat(readText(beginAnswered())).isEqualTo(BODY + BODY);
  }

  @Test
  void a_body_of_a_length_comes_whole() {
    serve(answer().status(200).body(BODY));
    assertThat(readText(beginAnswered())).isEqualTo(BODY);
  }

  @Test
  void a_body_that_ends_where_the_connection_does_comes_whole() {
    serve(answer().status(200).write(BODY).write(BODY).end());
    assertThat(readText(beginAnswered())).isEqualTo(BODY + BODY);
  }

  @Test
  void a_body_of_nothing_ends_at_once() {
    serve(
        answer().status(200).body(""),
        answer().status(200).chunked().end(),
        answer().status(204).end());
    assertThat(readAll(beginAnswered())).isEmpty();
    assertThat(readAll(beginAnswered())).isEmpty();
    assertThat(readAll(beginAnswered())).isEmpty();
  }

  @Test
  void trailers_are_no_body() {
    serve(
        answer().sse().write(BODY).end("Server-Timing: total;dur=17", "X-Checksum: 0"),
        answer().status(200).body("next"));
    assertThat(readText(beginAnswered())).isEqualTo(BODY);
    assertThat(readText(beginAnswered())).as("the next answer").isEqualTo("next");
  }

  @Test
  void the_end_is_told_again() throws Exception {
    serve(answer().status(200).body(BODY));
    var exchange = beginAnswered();
    readAll(exchange);
    assertThat(read(exchange)).isEqualTo(BodyRead.Signal.END);
    assertThat(exchange.read(0)).isEqualTo(BodyRead.Signal.END);
  }

  @Test
  void the_bytes_are_the_same_however_they_come() {
    var body = BODY.getBytes(UTF_8);
    for (int size : List.of(1, 2, 3, 7, body.length)) {
      server().enqueue(answer().sse().play(body, size, Duration.ofNanos(1)).end());
      assertThat(readAll(beginAnswered())).as("in pieces of %s", size).isEqualTo(body);
    }
  }

  @Test
  void a_large_body_comes_whole() {
    var body = new byte[3_000_017];
    new Random(17).nextBytes(body);
    serve(answer().status(200).chunked().play(body, 4099, Duration.ZERO).end());
    assertThat(Arrays.equals(readAll(beginAnswered()), body)).as("the same bytes").isTrue();
  }

  @Test
  void what_has_come_can_be_read_though_nothing_more_comes() {
    serve(answer().sse().event("only").stall());
    assertThat(new String(readChunk(beginAnswered()), UTF_8)).isEqualTo("data: only\n\n");
  }

  /** Some clients insist on a challenge and lose the status and the body. */
  @Test
  void a_refusal_without_a_challenge_is_an_answer() {
    serve(answer().status(401).body("{\"error\":\"no key\"}"));
    var exchange = begin();
    assertThat(head(exchange).status()).isEqualTo(401);
    assertThat(readText(exchange)).isEqualTo("{\"error\":\"no key\"}");
  }

  @Test
  void a_challenge_is_handed_over_and_not_answered() {
    serve(
        answer()
            .status(401)
            .header("WWW-Authenticate", "Basic realm=\"models\"")
            .body("{\"error\":\"no key\"}"));
    var exchange = begin();
    assertThat(head(exchange).status()).isEqualTo(401);
    assertThat(readText(exchange)).isEqualTo("{\"error\":\"no key\"}");
    assertThat(server().requests()).hasSize(1);
  }

  @Test
  void a_content_coding_is_left_as_it_is() {
    serve(answer().status(200).header("Content-Encoding", "gzip").body("no gzip at all"));
    var exchange = begin();
    assertThat(head(exchange).headers().first("content-encoding")).hasValue("gzip");
    assertThat(readText(exchange)).isEqualTo("no gzip at all");
  }

  /** A recycled buffer that came back too early shows the bytes of others. */
  @Test
  void a_chunk_keeps_its_bytes_until_it_is_released() throws Exception {
    serve(
        answer().sse().event("mine").awaitPermit().write("x".repeat(1 << 20)).end(),
        answer().status(200).body("y".repeat(1 << 20)));
    var exchange = beginAnswered();
    var mine = (Chunk) read(exchange);
    server().release();
    readAll(exchange);
    readAll(beginAnswered());
    exchange.close();
    assertThat(new String(take(mine), UTF_8)).isEqualTo("data: mine\n\n");
  }
}
