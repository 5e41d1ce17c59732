package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that is closed while a call is just about to be sent. */
@Timeout(20)
final class ClosingClientTest {
  private final FakeBackend backend = new FakeBackend();
  private Runnable meanwhile = () -> {};
  private int sendable = Integer.MAX_VALUE;

  /** Is closed at the moment at which it is asked for an exchange too many. */
  private final Backend closedMeanwhile =
      new Backend() {
        @Override
        public String name() {
          return "closed-meanwhile";
        }

        @Override
        public Exchange begin(BackendRequest request) {
          if (backend.requests.size() == sendable) {
            meanwhile.run();
            throw new IllegalStateException("the backend is closed");
          }
          return backend.begin(request);
        }

        @Override
        public void close() {
          backend.close();
        }
      };

  private final Penstock penstock =
      Penstock.builder()
          .backend(closedMeanwhile)
          .options(options ->
              options.withRetry(new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO)))
          .build();

  @AfterEach
  void nothing_is_left() {
    penstock.close();
    assertThat(backend.lent).hasValue(0);
    assertThat(backend.exchanges).allMatch(FakeBackend.FakeExchange::isClosed);
  }

  @Test
  void a_call_that_is_being_opened_is_cancelled_whatever_its_backend_says() {
    sendable = 0;
    meanwhile = penstock::close;
    assertThatThrownBy(() -> penstock.open(LineDialect.request()))
        .isInstanceOf(StreamCancelledException.class);
  }

  @Test
  void a_stream_that_is_being_opened_again_is_cancelled_too() {
    sendable = 1;
    meanwhile = penstock::close;
    backend.answer(new Answer().sse("error busy").end());
    try (var stream = penstock.open(LineDialect.request())) {
      assertThatThrownBy(stream::hasNext).isInstanceOf(StreamCancelledException.class);
      assertThat(stream.metadata().outcome()).isEqualTo(Outcome.CANCELLED);
    }
  }

  @Test
  void a_backend_that_its_owner_has_closed_is_the_callers_mistake() {
    sendable = 0;
    assertThatThrownBy(() -> penstock.open(LineDialect.request()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the backend is closed");
  }
}
