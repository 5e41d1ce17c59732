package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.Headers;
import dev.penstock.spi.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class RetryTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(60));

  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock =
      Penstock.builder().backend(backend).options(o -> o.withRetry(QUICK)).build();

  @AfterEach
  void every_exchange_was_closed() {
    penstock.close();
    assertThat(backend.lent).hasValue(0);
    assertThat(backend.exchanges).allMatch(FakeBackend.FakeExchange::isClosed);
  }

  private static Answer good() {
    return new Answer().header("x-request-id", "good").sse("text a", "finish stop", "end").end();
  }

  private static TransportException lost(TransportException.Phase phase) {
    return new TransportException(phase, "lost", null);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503, 529})
  void statuses_that_may_pass_are_tried_again(int status) {
    backend.answer(new Answer().status(status).bytes("busy").end()).answer(good());
    try (var stream = penstock.open(LineDialect.request())) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.collect().text()).isEqualTo("a");
      assertThat(stream.metadata().attempts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 422})
  void other_statuses_are_not(int status) {
    backend.answer(new Answer().status(status).bytes("no").end());
    var e =
        catchThrowableOfType(HttpStatusException.class, () -> penstock.open(LineDialect.request()));
    assertThat(e.status()).isEqualTo(status);
    assertThat(e.body()).isEqualTo("no");
    assertThat(e.error()).contains(new ProviderError("status", "" + status, "no", false));
    assertThat(backend.requests).hasSize(1);
  }

  @Test
  void a_connection_that_fails_is_tried_again_and_at_last_given_up() {
    for (int i = 0; i < 3; i++) {
      backend.answer(new Answer().refuse(lost(TransportException.Phase.CONNECT)));
    }
    var e =
        catchThrowableOfType(ConnectionException.class, () -> penstock.open(LineDialect.request()));
    assertThat(e.metadata().attempts()).isEqualTo(3);
  }

  @Test
  void a_connection_lost_before_the_first_byte_is_tried_again() {
    backend.answer(new Answer().fail(lost(TransportException.Phase.BODY))).answer(good());
    try (var stream = penstock.open(LineDialect.request())) {
      assertThat(stream.collect().text()).isEqualTo("a");
    }
  }

  @Test
  void an_error_as_the_first_frame_of_a_200_reopens_the_stream() {
    backend.answer(new Answer().sse("error busy")).answer(good());
    try (var stream = penstock.open(LineDialect.request())) {
      assertThat(stream.headers().contains("x-request-id")).isFalse();
      assertThat(stream.hasNext()).isTrue();
      assertThat(stream.headers().first("x-request-id")).contains("good");
      assertThat(stream.collect().text()).isEqualTo("a");
    }
  }

  @Test
  void nothing_is_tried_again_after_an_event() {
    backend.answer(new Answer().sse("text x", "error busy"));
    try (var stream = penstock.open(LineDialect.request())) {
      stream.next();
      assertThat(catchThrowableOfType(ProviderErrorException.class, stream::hasNext).retryable())
          .isTrue();
    }
    assertThat(backend.requests).hasSize(1);
  }

  @Test
  void an_error_that_will_not_pass_is_not_tried_again() {
    backend.answer(new Answer().sse("error invalid"));
    try (var stream = penstock.open(LineDialect.request())) {
      assertThat(catchThrowableOfType(ProviderErrorException.class, stream::hasNext).retryable())
          .isFalse();
    }
    assertThat(backend.requests).hasSize(1);
  }

  @Test
  void a_wait_longer_than_the_policy_allows_is_a_failure_at_once() {
    backend.answer(new Answer().status(429).header("Retry-After", "61").end());
    var e =
        catchThrowableOfType(HttpStatusException.class, () -> penstock.open(LineDialect.request()));
    assertThat(e.retryAfter()).contains(Duration.ofSeconds(61));
  }

  @Test
  void an_interrupt_ends_the_wait_and_stays() throws InterruptedException {
    backend.answer(new Answer().status(429).header("Retry-After", "50").run(() -> {}).end());
    var reader = Thread.currentThread();
    var helper =
        Thread.ofVirtual()
            .start(() -> {
              while (reader.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              reader.interrupt();
            });
    assertThatThrownBy(() -> penstock.open(LineDialect.request()))
        .isInstanceOf(StreamInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    helper.join();
  }

  @Test
  void closing_the_client_ends_the_wait() {
    backend.answer(new Answer().status(429).header("Retry-After", "50").end());
    var reader = Thread.currentThread();
    Thread.ofVirtual()
        .start(() -> {
          while (reader.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          penstock.close();
        });
    var e =
        catchThrowableOfType(
            StreamCancelledException.class, () -> penstock.open(LineDialect.request()));
    assertThat(e).isNotNull();
  }

  @Test
  void a_wait_just_as_long_as_the_policy_allows_is_waited() {
    backend
        .answer(new Answer().status(503).header("Retry-After", "0").end())
        .answer(new Answer().sse("finish stop", "end").end());
    var policy = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
    var request = LineDialect.request().withOptions(options -> options.withRetry(policy));
    try (var stream = penstock.open(request)) {
      assertThat(stream.collect().finishReason()).isEqualTo(FinishReason.STOP);
    }
    assertThat(backend.requests).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"1, 100, 50", "2, 200, 100", "3, 400, 200", "9, 1000, 500"})
  void the_wait_doubles_up_to_its_limit_and_is_shortened_by_up_to_half(
      int attempt, long longest, long shortest) {
    var policy =
        new RetryPolicy(20, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(1));
    var fault = new Fault.Connection("lost", null);
    assertThat(new Retries(() -> 0).delay(policy, attempt, fault))
        .isEqualTo(Duration.ofMillis(longest));
    assertThat(new Retries(() -> -1).delay(policy, attempt, fault))
        .isBetween(Duration.ofMillis(shortest), Duration.ofMillis(shortest + 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry-after    | 7                             | PT7S
          Retry-After    | 1.5                           | PT1.5S
          retry-after    | 0                             | PT0S
          retry-after-ms | 250                           | PT0.25S
          retry-after    | Sat, 21 Nov 2026 10:00:30 GMT | PT30S
          retry-after    | Sat, 21 Nov 2026 09:00:00 GMT | PT0S
          retry-after    | soon                          |
          retry-after    | -3                            |
          retry-after    | 1e9                           |
          """)
  void the_server_says_how_long_to_wait_in_several_forms(
      String name, String value, Duration expected) {
    var now = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));
    assertThat(RetryAfter.of(Headers.of(name, value), now)).isEqualTo(expected);
  }
}
