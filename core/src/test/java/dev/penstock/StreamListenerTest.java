package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class StreamListenerTest {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final FakeBackend backend = new FakeBackend();
  private final Penstock penstock =
      Penstock.builder()
          .backend(backend)
          .options(o ->
              o.withRetry(
                      new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO))
                  .withListener(new Failing())
                  .withListener(new Hearing()))
          .build();

  @AfterEach
  void closeClient() {
    penstock.close();
  }

  /** Throws at each call. */
  private static final class Failing implements StreamListener {
    @Override
    public void requestStarted(long stream, StreamRequest request, int attempt) {
      throw new IllegalStateException("a listener's own fault");
    }

    @Override
    public void firstEvent(long stream, StreamMetadata metadata) {
      throw new IllegalStateException("a listener's own fault");
    }

    @Override
    public void ended(long stream, StreamMetadata metadata) {
      throw new IllegalStateException("a listener's own fault");
    }
  }

  private final class Hearing implements StreamListener {
    @Override
    public void requestStarted(long stream, StreamRequest request, int attempt) {
      heard.add("request " + attempt);
    }

    @Override
    public void head(long stream, int status, Headers headers) {
      heard.add("head " + status);
    }

    @Override
    public void firstByte(long stream, StreamMetadata metadata) {
      heard.add("byte");
    }

    @Override
    public void firstEvent(long stream, StreamMetadata metadata) {
      heard.add("event " + metadata.events());
    }

    @Override
    public void retry(long stream, int attempt, Duration delay, String reason) {
      heard.add("retry after " + attempt + ": " + reason);
    }

    @Override
    public void ended(long stream, StreamMetadata metadata) {
      heard.add("ended " + metadata.outcome() + " " + metadata.events());
    }
  }

  @Test
  void each_thing_is_told_once_and_no_listener_can_do_harm() {
    backend
        .answer(new Answer().status(503).end())
        .answer(new Answer().sse("text a", "text b", "finish stop", "end").end());
    try (var stream = penstock.open(LineDialect.request())) {
      stream.collect();
    }
    assertThat(heard)
        .containsExactly(
            "request 1",
            "head 503",
            "retry after 1: status 503",
            "request 2",
            "head 200",
            "byte",
            "event 1",
            "ended COMPLETED 3");
  }

  @Test
  void a_failure_and_a_cancellation_are_told_too() {
    backend.answer(new Answer().sse("text a").end());
    try (var stream = penstock.open(LineDialect.request())) {
      assertThatThrownBy(stream::collect).isInstanceOf(IncompleteStreamException.class);
    }
    assertThat(heard).endsWith("ended INCOMPLETE 1");

    backend.answer(new Answer().sse("text a").silence());
    penstock.open(LineDialect.request()).close();
    assertThat(heard).endsWith("ended CANCELLED 0");
  }

  @Test
  void the_flight_recorder_gets_the_facts_and_no_secret(@TempDir Path folder) throws IOException {
    backend
        .answer(new Answer().status(429).end())
        .answer(new Answer().sse("text sk-secret", "usage 7", "finish stop", "end").end());
    var file = folder.resolve("streams.jfr");
    try (var recording = new Recording()) {
      recording.enable("dev.penstock.Stream");
      recording.enable("dev.penstock.Retry");
      recording.start();
      try (var stream =
          penstock.open(LineDialect.request().withHeader("Authorization", "Bearer sk-secret"))) {
        stream.collect();
      }
      recording.dump(file);
    }
    var events = RecordingFile.readAllEvents(file);
    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .containsExactlyInAnyOrder("dev.penstock.Retry", "dev.penstock.Stream");
    var ended =
        events.stream()
            .filter(event -> event.getEventType().getName().equals("dev.penstock.Stream"))
            .findFirst()
            .orElseThrow();
    assertThat(ended.getString("outcome")).isEqualTo("COMPLETED");
    assertThat(ended.getInt("attempts")).isEqualTo(2);
    assertThat(ended.getLong("outputTokens")).isEqualTo(7);
    assertThat(events.toString()).doesNotContain("sk-secret");
    assertThat(Files.size(file)).isPositive();
  }

  /** Neither waits for the other: whoever closes is back before the listener is. */
  @Test
  void the_end_is_heard_last_also_when_the_stream_is_closed_meanwhile() {
    backend.answer(new Answer().bytes("data: text a\n\n").silence());
    var order = new CopyOnWriteArrayList<String>();
    var opened = new AtomicReference<EventStream>();
    var closing =
        new StreamListener() {
          @Override
          public void firstEvent(long stream, StreamMetadata metadata) {
            joinUninterruptibly(Thread.ofVirtual().start(() -> opened.get().close()));
            order.add("first event");
          }

          @Override
          public void ended(long stream, StreamMetadata metadata) {
            order.add("ended " + metadata.outcome());
          }
        };
    var request = LineDialect.request().withOptions(options -> options.withListener(closing));
    try (var stream = penstock.open(request)) {
      opened.set(stream);
      assertThatThrownBy(() -> stream.forEachRemaining(event -> {}))
          .isInstanceOf(StreamCancelledException.class);
    }
    assertThat(order).containsExactly("first event", "ended CANCELLED");
  }

  private static void joinUninterruptibly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
