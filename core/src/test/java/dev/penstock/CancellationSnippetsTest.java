package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FakeBackend.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class CancellationSnippetsTest {

  // @start region="stop"
  static final class Answers {
    private final Map<String, Cancellation> running = new ConcurrentHashMap<>();
    private final Penstock penstock;

    Answers(Penstock penstock) {
      this.penstock = penstock;
    }

    String answer(String question, StreamRequest request, Consumer<StreamEvent> screen) {
      var cancellation = Cancellation.create();
      running.put(question, cancellation);
      try (var answer = penstock.open(request.withCancellation(cancellation))) {
        answer.forEachRemaining(screen);
        return answer.completion().text();
      } catch (StreamCancelledException e) {
        return e.partial().text();
      } finally {
        running.remove(question);
      }
    }

    /** Somebody pressed stop, perhaps before the first word was there. */
    void stop(String question) {
      var cancellation = running.get(question);
      if (cancellation != null) {
        cancellation.cancel();
      }
    }
  }

  // @end

  @Test
  void stop() throws Exception {
    var backend = new FakeBackend().answer(new Answer().sse("text a").silence());
    try (var penstock = Penstock.builder().backend(backend).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new Answers(penstock);
      var first = new CountDownLatch(1);
      var screen = new CopyOnWriteArrayList<StreamEvent>();
      var said =
          threads.submit(() ->
              answers.answer(
                  "q1",
                  LineDialect.request(),
                  event -> {
                    screen.add(event);
                    first.countDown();
                  }));
      first.await();
      answers.stop("q2");
      answers.stop("q1");
      assertThat(said.get()).isEqualTo("a");
      assertThat(screen).hasSize(1);
    }
  }
}
