package dev.penstock.jmh.soak;

import dev.penstock.EventStream;
import dev.penstock.Outcome;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamException;
import dev.penstock.StreamListener;
import dev.penstock.StreamMetadata;
import dev.penstock.StreamRequest;
import dev.penstock.jmh.soak.Fate.Deed;
import dev.penstock.openai.OpenAi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One stream: meets its fate and is checked against it. */
final class Run {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Stack stack;
  private final Fate fate;
  private final String name;
  private final StreamRequest request;
  private final int most;
  private final int delayMillis;
  private final boolean platform;
  private final Ends ends = new Ends();

  private final CompletableFuture<EventStream> opened = new CompletableFuture<>();
  private int texts;
  private int finishes;
  private boolean afterFinish;
  private @Nullable Throwable thrown;
  private volatile boolean normal;

  /** Counts the ends that the stream tells. Knows nothing of the stream, which may be dropped. */
  static final class Ends implements StreamListener {
    private final AtomicInteger count = new AtomicInteger();
    private volatile Outcome outcome = Outcome.OPEN;

    @Override
    public void ended(long stream, StreamMetadata metadata) {
      outcome = metadata.outcome();
      count.incrementAndGet();
    }

    int count() {
      return count.get();
    }

    Outcome outcome() {
      return outcome;
    }
  }

  Run(Stack stack, String server, long number, RandomGenerator random) {
    this.stack = stack;
    fate = Fate.any(random);
    name = stack.name() + " " + fate + " " + number;
    most = random.nextInt(1, 3 * Fate.TEXTS);
    delayMillis = random.nextInt(30);
    platform = random.nextInt(8) == 0;
    var path = server + "/" + fate + "/" + number + "/" + random.nextInt(Integer.MAX_VALUE);
    request =
        StreamRequest.post(path)
            .withJson("{}")
            .withDialect(OpenAi.CHAT)
            .withOptions(options ->
                options
                    .withTimeouts(Stack.timeouts(fate))
                    .withRetry(Stack.retries(fate))
                    .withListener(ends));
  }

  Fate fate() {
    return fate;
  }

  String name() {
    return name;
  }

  Ends ends() {
    return ends;
  }

  /** {@return what is wrong with how it went, null if nothing is} */
  @Nullable String meet() throws InterruptedException {
    var threads = platform ? Thread.ofPlatform() : Thread.ofVirtual();
    var reader = threads.name("soak-reader").start(this::read);
    switch (fate.deed()) {
      case CLOSE -> {
        var closer = Thread.ofVirtual().name("soak-closer").start(this::closeLater);
        if (!closer.join(PATIENCE)) {
          return "close() did not return";
        }
      }
      case INTERRUPT -> {
        Thread.sleep(delayMillis);
        reader.interrupt();
      }
      default -> {}
    }
    if (!reader.join(PATIENCE)) {
      return "hangs";
    }
    return fate.deed() == Deed.DROP ? null : wrong();
  }

  private void closeLater() {
    try {
      var stream = opened.join();
      Thread.sleep(delayMillis);
      stream.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try {
      var stream = stack.penstock().open(request);
      if (fate.deed() == Deed.DROP) {
        stream.next();
        normal = true;
        return;
      }
      try (stream) {
        opened.complete(stream);
        consume(stream);
      }
      normal = true;
    } catch (RuntimeException | Error e) {
      thrown = e;
      opened.completeExceptionally(e);
    }
  }

  private void consume(EventStream stream) {
    for (StreamEvent event : stream) {
      afterFinish |= finishes > 0;
      switch (event) {
        case TextDelta(var text) when text.equals(Fate.TEXT) -> texts++;
        case Finish unused -> finishes++;
        default -> throw new IllegalStateException("unexpected: " + event);
      }
      if (fate.deed() == Deed.BREAK && texts >= most) {
        return;
      }
    }
  }

  private @Nullable String wrong() {
    var outcome = ends.outcome();
    if (ends.count() != 1) {
      return "ended " + ends.count() + " times";
    }
    if (!fate.allows(outcome)) {
      return "ended as " + outcome + ", by " + thrown;
    }
    if (thrown != null && !(thrown instanceof StreamException)) {
      return "threw " + thrown;
    }
    boolean complete = outcome == Outcome.COMPLETED;
    // A stream may be closed between its last event and the look for one more.
    if (normal && !complete && fate.deed() != Deed.BREAK) {
      return "looked whole though " + outcome;
    }
    if (complete && (texts != Fate.TEXTS || finishes != 1)) {
      return "complete with " + texts + " texts and " + finishes + " finishes";
    }
    if (finishes > 1 || afterFinish) {
      return "went on after the finish";
    }
    return null;
  }
}
