package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.Headers;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each limit allows what is one less and what is exactly it, and refuses one more. */
@Timeout(20)
final class LimitsTest {
  private static final int LIMIT = 120;

  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock =
      Penstock.builder().backend(backend).options(o -> o.withRetry(RetryPolicy.NONE)).build();

  @AfterEach
  void nothing_is_left() {
    penstock.close();
    assertThat(backend.lent).hasValue(0);
    assertThat(backend.exchanges).allMatch(exchange -> exchange.closings.get() == 1);
  }

  private EventStream open(Answer answer, UnaryOperator<Limits> limits) {
    backend.answer(answer);
    return penstock.open(
        LineDialect.request().withOptions(o -> o.withLimits(limits.apply(o.limits()))));
  }

  private Completion collect(Answer answer, UnaryOperator<Limits> limits) {
    return open(answer, limits).collect();
  }

  private static void assertExceeds(Throwable thrown, String limit) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            LimitExceededException.class,
            e -> {
              assertThat(e.limit()).isEqualTo(limit);
              assertThat(e.retryable()).isFalse();
            })
        .hasMessageContaining("Limits." + limit)
        .hasMessageContaining(String.valueOf(LIMIT));
  }

  @Test
  void bytes_of_a_frame() {
    for (int bytes = LIMIT - 1; bytes <= LIMIT + 1; bytes++) {
      var text = "x".repeat(bytes - "text ".length());
      var answer = new Answer().sse("text " + text, "finish stop", "end").end();
      var stream = open(answer, limits -> limits.withMaxFrameBytes(LIMIT));
      if (bytes <= LIMIT) {
        assertThat(stream.collect().text()).isEqualTo(text);
      } else {
        var e = catchThrowableOfType(LimitExceededException.class, stream::collect);
        assertExceeds(e, "maxFrameBytes");
      }
    }
  }

  /** Each line after the first counts a byte, be it ever so empty. */
  @Test
  void lines_of_a_frame() {
    for (int lines = LIMIT; lines <= LIMIT + 2; lines++) {
      var answer =
          new Answer().bytes("data:\n".repeat(lines) + "\n").sse("finish stop", "end").end();
      var stream = open(answer, limits -> limits.withMaxFrameBytes(LIMIT));
      if (lines - 1 <= LIMIT) {
        assertThat(stream.collect().finishReason()).isEqualTo(FinishReason.STOP);
      } else {
        var e = catchThrowableOfType(LimitExceededException.class, stream::collect);
        assertExceeds(e, "maxFrameBytes");
      }
    }
  }

  @Test
  void bytes_of_the_headers() {
    int others = Headers.of("Content-Type", "text/event-stream").with("X", "").size();
    for (int bytes = LIMIT - 1; bytes <= LIMIT + 1; bytes++) {
      var answer =
          new Answer().header("X", "x".repeat(bytes - others)).sse("finish stop", "end").end();
      UnaryOperator<Limits> limited = limits -> limits.withMaxHeaderBytes(LIMIT);
      if (bytes <= LIMIT) {
        assertThat(collect(answer, limited).finishReason()).isEqualTo(FinishReason.STOP);
      } else {
        assertExceeds(
            catchThrowableOfType(LimitExceededException.class, () -> open(answer, limited)),
            "maxHeaderBytes");
      }
    }
  }

  /** Past the limit the body is cut, as the status is what matters. */
  @Test
  void bytes_that_are_kept_of_an_error_body() {
    for (int bytes = LIMIT - 1; bytes <= LIMIT + 1; bytes++) {
      var body = "x".repeat(bytes);
      // In two chunks, so that one is cut.
      var answer =
          new Answer().status(400).bytes(body.substring(0, 50)).bytes(body.substring(50)).end();
      assertThatThrownBy(() -> open(answer, limits -> limits.withMaxErrorBodyBytes(LIMIT)))
          .isInstanceOfSatisfying(
              HttpStatusException.class,
              e ->
                  assertThat(e.body())
                      .isEqualTo(body.substring(0, Math.min(LIMIT, body.length()))));
    }
  }

  /** Past the limit what is kept says that it is cut, and the stream goes on. */
  @Test
  void bytes_that_are_kept_of_what_was_delivered() {
    for (int characters = LIMIT / 2 - 1; characters <= LIMIT / 2 + 1; characters++) {
      var text = "x".repeat(characters - 10);
      var answer = new Answer().sse("text " + text, "text " + "y".repeat(10), "finish stop", "end");
      var completion = collect(answer.end(), limits -> limits.withMaxPartialBytes(LIMIT));
      boolean fits = 2 * characters <= LIMIT;
      assertThat(completion.cut()).isEqualTo(!fits);
      assertThat(completion.text()).isEqualTo(fits ? text + "y".repeat(10) : text);
      assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
    }
  }

  @Test
  void a_limit_that_a_normalizer_finds_exceeded_is_that_limit_and_no_broken_frame() {
    var stream = open(new Answer().sse("text a", "deep " + LIMIT), limits -> limits);
    stream.next();
    var e = catchThrowableOfType(LimitExceededException.class, stream::next);
    assertExceeds(e, "maxJsonDepth");
    assertThat(e)
        .hasMessageContaining("event 2 at byte 14")
        .hasCauseInstanceOf(NormalizerLimitException.class);
    assertThat(e.partial().text()).isEqualTo("a");
  }
}
