package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.FakeBackend.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The samples of docs/errors.md. */
@Timeout(20)
final class ErrorsSnippetsTest {

  // @start region="kept"
  static Completion ask(Penstock penstock, StreamRequest request, List<StreamEvent> screen) {
    try (var answer = penstock.open(request)) {
      answer.forEachRemaining(screen::add);
      return answer.completion();
    } catch (StreamException e) {
      return e.partial(); // what was on the screen when it broke
    }
  }

  // @end

  // @start region="switch"
  static String advice(StreamException failure) {
    return switch (failure) {
      case HttpStatusException e when e.status() == 401 -> "check the key";
      case HttpStatusException e -> "the server says " + e.status();
      case ProviderErrorException e -> "the provider says " + e.error().message();
      case StreamTimeoutException e -> "no answer within " + e.limit() + ": " + e.clock();
      case LimitExceededException e -> "raise Limits." + e.limit();
      case ConnectionException e -> "try again later";
      case IncompleteStreamException e -> "the answer is cut off";
      case MalformedStreamException e -> "no stream at byte " + e.offset();
      case StreamCancelledException e -> "stopped";
      case StreamInterruptedException e -> "interrupted";
      case SigningException e -> "check the credentials";
    };
  }

  // @end

  // @start region="options"
  static StreamRequest patient(StreamRequest request) {
    return request.withOptions(options ->
        options
            .withTimeouts(options.timeouts().withStalled(Duration.ofMinutes(2)))
            .withLimits(options.limits().withMaxFrameBytes(64 << 20))
            .withRetry(RetryPolicy.NONE));
  }

  // @end

  // @start region="cancel"
  /** Reads until it is over, or until another thread calls {@code stop.cancel()}. */
  static Completion ask(Penstock penstock, StreamRequest request, Cancellation stop) {
    try (var answer = penstock.open(request.withCancellation(stop))) {
      return answer.collect();
    }
  }

  // @end

  @Test
  void a_call_that_was_cancelled_before_it_began_is_never_sent() {
    var stop = Cancellation.create();
    stop.cancel();
    try (var penstock = Penstock.builder().backend(new FakeBackend()).build()) {
      assertThatThrownBy(() -> ask(penstock, LineDialect.request(), stop))
          .isInstanceOf(StreamCancelledException.class);
    }
  }

  @Test
  void what_was_there_is_kept() {
    var backend = new FakeBackend().answer(new Answer().sse("text a").end());
    var screen = new ArrayList<StreamEvent>();
    try (var penstock = Penstock.builder().backend(backend).build()) {
      var completion = ask(penstock, patient(LineDialect.request()), screen);
      assertThat(completion.text()).isEqualTo("a");
      assertThat(screen).hasSize(1);
    }
    assertThat(advice(new Fault.Incomplete("cut", null).toException(StreamException.Progress.NONE)))
        .isEqualTo("the answer is cut off");
  }
}
