package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.RequestSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class SigningTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(60));

  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock =
      Penstock.builder()
          .backend(backend)
          .options(o -> o.withRetry(QUICK).withMaxRedirects(3))
          .build();

  /** Signs by counting, and remembers what it was given. */
  private final List<BackendRequest> given = new ArrayList<>();

  private final RequestSigner counting =
      request -> {
        given.add(request);
        return Headers.of("Authorization", "Signature no-" + given.size() + "-secret");
      };

  @AfterEach
  void every_exchange_was_closed() {
    penstock.close();
    assertThat(backend.lent).hasValue(0);
    assertThat(backend.exchanges).allMatch(FakeBackend.FakeExchange::isClosed);
  }

  private static StreamRequest request() {
    return StreamRequest.post("https://one.example/a")
        .withHeader("X-Own", "own")
        .withJson("{}")
        .withDialect(LineDialect.DIALECT);
  }

  private static Answer good() {
    return new Answer().sse("text a", "finish stop", "end").end();
  }

  private static Answer redirect(String location) {
    return new Answer().status(307).header("Location", location).end();
  }

  private List<String> sentSignatures() {
    return backend.requests.stream()
        .map(sent -> sent.headers().first("authorization").orElse("none"))
        .toList();
  }

  @Test
  void a_signer_is_ten_lines() {
    // @start region="signer"
    RequestSigner signer =
        request -> {
          var body = StandardCharsets.UTF_8.decode(request.body());
          var what = request.method() + request.uri().getRawPath() + body;
          return Headers.of("X-Signature", Integer.toHexString(what.hashCode()));
        };
    var request =
        StreamRequest.post("https://llm.example/v1/chat")
            .withJson("{}")
            .withDialect(LineDialect.DIALECT)
            .withSigner(signer);
    // @end
    backend.answer(good());
    assertThat(penstock.open(request).collect().text()).isEqualTo("a");
    assertThat(backend.requests.getFirst().headers().first("x-signature"))
        .contains(Integer.toHexString("POST/v1/chat{}".hashCode()));
  }

  @Test
  void the_signer_sees_everything_that_is_sent_and_its_headers_are_added() {
    backend.answer(good());
    penstock.open(request().withSigner(counting)).close();

    var seen = given.getFirst();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.uri()).hasPath("/a");
    assertThat(seen.headers().first("x-own")).contains("own");
    assertThat(seen.headers().contains("accept")).isTrue();
    assertThat(StandardCharsets.UTF_8.decode(seen.body()).toString()).isEqualTo("{}");
    var sent = backend.requests.getFirst();
    assertThat(sent.headers().first("authorization")).contains("Signature no-1-secret");
    assertThat(sent.headers().first("x-own")).contains("own");
    assertThat(sent.body()).isEqualTo(seen.body());
  }

  @Test
  void each_attempt_is_signed_anew_and_no_signature_is_signed_again() {
    backend
        .answer(new Answer().status(503).end())
        .answer(new Answer().sse("error busy").end())
        .answer(good());
    try (var stream = penstock.open(request().withSigner(counting))) {
      assertThat(stream.collect().text()).isEqualTo("a");
    }
    assertThat(sentSignatures())
        .containsExactly("Signature no-1-secret", "Signature no-2-secret", "Signature no-3-secret");
    assertThat(given).noneMatch(request -> request.headers().contains("authorization"));
  }

  @Test
  void a_redirect_within_the_origin_is_signed_for_where_it_leads() {
    backend.answer(redirect("/b")).answer(good());
    penstock.open(request().withSigner(counting)).close();
    assertThat(sentSignatures()).containsExactly("Signature no-1-secret", "Signature no-2-secret");
    assertThat(given.getLast().uri()).hasPath("/b");
  }

  @Test
  void nothing_is_signed_for_another_origin_nor_on_the_way_back() {
    backend
        .answer(redirect("https://two.example/b"))
        .answer(redirect("https://one.example/delete"))
        .answer(good());
    penstock.open(request().withSigner(counting)).close();
    assertThat(sentSignatures()).containsExactly("Signature no-1-secret", "none", "none");
    assertThat(given).hasSize(1);
  }

  @Test
  void an_attempt_after_a_redirect_begins_at_home_again() {
    backend
        .answer(redirect("https://two.example/b"))
        .answer(new Answer().status(503).end())
        .answer(good());
    penstock.open(request().withSigner(counting)).close();
    assertThat(sentSignatures())
        .containsExactly("Signature no-1-secret", "none", "Signature no-2-secret");
  }

  @Test
  void a_signature_that_the_server_repeats_is_not_passed_on() {
    backend
        .answer(new Answer().status(403).bytes("wrong: Signature no-1-secret").end())
        .answer(new Answer().sse("text a", "error no-2-secret").end());
    var status =
        catchThrowableOfType(
            HttpStatusException.class,
            () -> penstock.open(request().withSigner(counting)).collect());
    assertThat(status.body()).isEqualTo("wrong: <redacted>");
    var error =
        catchThrowableOfType(
            ProviderErrorException.class,
            () -> penstock.open(request().withSigner(counting)).collect());
    assertThat(error.error().message()).isEqualTo("<redacted>");
  }

  @Test
  void what_can_not_be_signed_is_not_sent_and_not_tried_again() {
    var cause = new IllegalStateException("no credentials in sight");
    var e =
        catchThrowableOfType(
            SigningException.class,
            () ->
                penstock.open(
                    request()
                        .withSigner(r -> {
                          throw cause;
                        })));
    assertThat(e).hasMessageContaining("no credentials in sight").hasCause(cause);
    assertThat(e.retryable()).isFalse();
    assertThat(e.metadata().attempts()).isEqualTo(1);
    assertThat(backend.requests).isEmpty();
  }

  @Test
  void what_can_not_be_signed_the_second_time_ends_the_stream_once() {
    backend.answer(new Answer().sse("error busy").end());
    RequestSigner once =
        r -> {
          given.add(r);
          if (given.size() > 1) {
            throw new IllegalStateException("expired");
          }
          return Headers.none();
        };
    try (var stream = penstock.open(request().withSigner(once))) {
      var first = catchThrowableOfType(SigningException.class, stream::hasNext);
      assertThat(first).hasMessageContaining("expired");
      assertThat(catchThrowableOfType(SigningException.class, stream::hasNext)).isSameAs(first);
      assertThat(stream.metadata().outcome()).isEqualTo(Outcome.FAILED);
    }
  }

  @Test
  void a_signer_that_needs_a_network_that_is_down_is_asked_again() {
    backend.answer(good());
    RequestSigner shaky =
        r -> {
          given.add(r);
          if (given.size() < 3) {
            throw new IOException("the token server is away");
          }
          return Headers.none();
        };
    try (var stream = penstock.open(request().withSigner(shaky))) {
      assertThat(stream.metadata().attempts()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_interrupt_while_signing_is_an_interrupt(boolean wrapped) {
    RequestSigner interrupted =
        r -> {
          Thread.currentThread().interrupt();
          if (wrapped) {
            throw new IllegalStateException("aborted");
          }
          Thread.interrupted();
          throw new InterruptedException();
        };
    assertThatThrownBy(() -> penstock.open(request().withSigner(interrupted)))
        .isInstanceOf(StreamInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(backend.requests).isEmpty();
  }

  @Test
  void a_request_shows_that_it_is_signed_and_not_by_whom() {
    assertThat(request().withSigner(counting).toString()).endsWith(", signed");
    assertThat(request().toString()).doesNotContain("signed");
  }
}
