package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.framing.ByteSlice;
import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A backend that plays answers out of memory and counts what is lent and given back: for the laws
 * of the stream itself.
 */
final class FakeBackend implements Backend {

  /** What one read gives. */
  sealed interface Step {
    record Bytes(ByteSlice bytes) implements Step {}

    record End() implements Step {}

    record Fail(IOException cause) implements Step {}

    /** Silence, until the exchange is closed or the reader's time is up. */
    record Silence() implements Step {}

    /**
     * Silence, in which all the time that the reader has passes at once, unless it has for ever.
     */
    record TimeFlies() implements Step {}

    /** The same, once: the next read goes on. */
    record TimePasses() implements Step {}

    /** Calls back on the reading thread, and goes on with the next step. */
    record Do(Runnable action) implements Step {}
  }

  /** One answer. */
  static final class Answer {
    private int status = 200;
    private Headers headers = Headers.of("Content-Type", "text/event-stream");
    private @Nullable IOException refused;
    private final List<Step> steps = new ArrayList<>();

    Answer status(int status) {
      this.status = status;
      return this;
    }

    Answer header(String name, String value) {
      headers = headers.with(name, value);
      return this;
    }

    Answer refuse(IOException cause) {
      refused = cause;
      return this;
    }

    Answer sse(String... data) {
      for (var line : data) {
        bytes("data: " + line.replace("\n", "\ndata: ") + "\n\n");
      }
      return this;
    }

    Answer bytes(String text) {
      return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Answer bytes(byte[] bytes) {
      steps.add(new Step.Bytes(ByteSlice.of(bytes.clone())));
      return this;
    }

    Answer end() {
      steps.add(new Step.End());
      return this;
    }

    Answer fail(IOException cause) {
      steps.add(new Step.Fail(cause));
      return this;
    }

    Answer silence() {
      steps.add(new Step.Silence());
      return this;
    }

    Answer timeFlies() {
      steps.add(new Step.TimeFlies());
      return this;
    }

    Answer timePasses() {
      steps.add(new Step.TimePasses());
      return this;
    }

    Answer run(Runnable action) {
      steps.add(new Step.Do(action));
      return this;
    }
  }

  final AtomicInteger lent = new AtomicInteger();
  final List<BackendRequest> requests = new CopyOnWriteArrayList<>();
  final List<FakeExchange> exchanges = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private volatile LongConsumer waits = nanos -> {};

  /** Tells a listener how long each further read may wait. */
  void listenToWaits(LongConsumer listener) {
    waits = listener;
  }

  FakeBackend answer(Answer answer) {
    answers.add(answer);
    return this;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Exchange begin(BackendRequest request) {
    requests.add(request);
    var answer = answers.poll();
    if (answer == null) {
      throw new AssertionError("no answer is left for request " + requests.size());
    }
    var exchange = new FakeExchange(answer, lent, nanos -> waits.accept(nanos));
    exchanges.add(exchange);
    return exchange;
  }

  @Override
  public void close() {
    exchanges.forEach(FakeExchange::close);
  }

  /** Plays one answer. */
  static final class FakeExchange implements Exchange {
    private final Answer answer;
    private final AtomicInteger lent;
    private final LongConsumer waits;
    private final Queue<Step> steps;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** How often it was closed. */
    final AtomicInteger closings = new AtomicInteger();

    private boolean ended;

    /** Reads after which the reader found nothing left to wait for. */
    final AtomicInteger reads = new AtomicInteger();

    FakeExchange(Answer answer, AtomicInteger lent, LongConsumer waits) {
      this.answer = answer;
      this.waits = waits;
      this.lent = lent;
      steps = new ArrayDeque<>(answer.steps);
    }

    boolean isClosed() {
      return closed.getCount() == 0;
    }

    /** {@return whether the body's end was read, so that a connection could be used again} */
    boolean isReadToItsEnd() {
      return ended;
    }

    @Override
    public ResponseHead awaitHead(long nanos) throws IOException {
      if (answer.refused != null) {
        throw answer.refused;
      }
      return new ResponseHead(answer.status, answer.headers);
    }

    @Override
    public BodyRead read(long nanos) throws IOException, InterruptedException {
      reads.incrementAndGet();
      waits.accept(nanos);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      while (true) {
        if (isClosed()) {
          throw new IOException("the exchange is closed");
        }
        if (ended) {
          return BodyRead.Signal.END;
        }
        var step = steps.isEmpty() ? new Step.Silence() : steps.peek();
        if (!(step instanceof Step.Silence || step instanceof Step.TimeFlies)) {
          steps.remove();
        }
        switch (step) {
          case Step.Bytes(var bytes) -> {
            return lend(bytes.toByteArray());
          }
          case Step.End() -> ended = true;
          case Step.Fail(var cause) -> throw cause;
          case Step.Do(var action) -> {
            action.run();
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
          }
          case Step.TimePasses() -> {
            return BodyRead.Signal.TIMED_OUT;
          }
          case Step.TimeFlies() -> {
            assertThat(nanos).as("a wait without limit").isNotEqualTo(Long.MAX_VALUE);
            return BodyRead.Signal.TIMED_OUT;
          }
          case Step.Silence() -> {
            if (!closed.await(nanos, TimeUnit.NANOSECONDS)) {
              return BodyRead.Signal.TIMED_OUT;
            }
          }
        }
      }
    }

    private Chunk lend(byte[] bytes) {
      lent.incrementAndGet();
      var buffer = ByteBuffer.wrap(bytes);
      return new Chunk() {
        private boolean released;

        @Override
        public ByteBuffer bytes() {
          return buffer;
        }

        @Override
        public void release() {
          if (released) {
            throw new AssertionError("a chunk was released twice");
          }
          released = true;
          lent.decrementAndGet();
          java.util.Arrays.fill(buffer.array(), (byte) '#');
        }
      };
    }

    @Override
    public void close() {
      closings.incrementAndGet();
      closed.countDown();
    }
  }
}
