package dev.penstock;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A generated stream: its answers, one an attempt, what goes wrong with them, who disturbs the
 * reading, and what must come of it.
 */
final class StreamCase {
  /** Who ends it, but for the server and the clocks. */
  enum Disturbance {
    NONE,
    /** The reader closes it, after so many events. */
    CLOSE,
    /** The reader is interrupted, after so many events. */
    INTERRUPT,
    /** It is closed while its reader waits for bytes. */
    CLOSE_WAITING,
    /** It is cancelled by its handle, while its reader waits for bytes. */
    CANCEL_WAITING,
    /** The reader is interrupted while it waits for bytes. */
    INTERRUPT_WAITING,
    /** Another thread closes it at any time. */
    CLOSE_ANY_TIME
  }

  private static final List<Disturbance> DISTURBANCES = List.of(Disturbance.values());
  private static final int MAX_FRAME_BYTES = 300;
  private static final List<String> WORDS =
      List.of(
          "text a",
          "text ",
          "text häß",
          "text 😀 two",
          "think so",
          "sign s1",
          "tool {\"x\":",
          "tool 1}",
          "usage 3",
          "usage 7",
          "usage 2",
          "what");

  final FakeBackend backend = new FakeBackend();
  final List<AnswerModel> attempts = new ArrayList<>();
  final int maxRetries;
  final Disturbance disturbance;

  /** After how many events the reader closes or is interrupted. */
  final int disturbedAfter;

  /** What is to be done when the reader waits; set before reading. */
  Runnable whenWaiting = () -> {};

  private final SplittableRandom random;
  private boolean disturbed;

  StreamCase(SplittableRandom random) {
    this.random = random;
    maxRetries = random.nextInt(3);
    disturbance =
        random.nextBoolean()
            ? Disturbance.NONE
            : DISTURBANCES.get(random.nextInt(DISTURBANCES.size()));
    while (attempts.isEmpty() || (attempts.size() <= maxRetries && isTriedAgain())) {
      addAttempt();
    }
    disturbedAfter = random.nextInt(expected().size() + 1);
  }

  /** The events that the server's bytes mean, which end as the last attempt does. */
  List<StreamEvent> expected() {
    return last().events;
  }

  AnswerModel last() {
    return attempts.getLast();
  }

  Options options() {
    return new Options(
        new RetryPolicy(maxRetries, Duration.ofNanos(1), Duration.ofNanos(1), Duration.ZERO));
  }

  /** The options of the call: clocks that can run out between two polls, and a small limit. */
  record Options(RetryPolicy retry) implements UnaryOperator<StreamOptions> {
    @Override
    public StreamOptions apply(StreamOptions options) {
      return options
          .withRetry(retry)
          .withLimits(options.limits().withMaxFrameBytes(MAX_FRAME_BYTES))
          .withTimeouts(
              options
                  .timeouts()
                  .withIdle(Duration.ofMillis(100))
                  .withLinger(Duration.ofMillis(20)));
    }
  }

  private boolean isTriedAgain() {
    return last().retryable && last().events.isEmpty();
  }

  private void addAttempt() {
    var model = new AnswerModel(MAX_FRAME_BYTES);
    attempts.add(model);
    switch (random.nextInt(12)) {
      case 0 -> {
        model.fail(ConnectionException.class, true);
        backend.answer(new Answer().refuse(new TransportException(Phase.CONNECT, "refused", null)));
      }
      case 1 -> {
        int status = random.nextBoolean() ? 503 : 400;
        model.fail(HttpStatusException.class, status == 503);
        backend.answer(new Answer().status(status).bytes("no").end());
      }
      default -> backend.answer(body(model));
    }
  }

  private Answer body(AnswerModel model) {
    byte[] whole = frames().getBytes(StandardCharsets.UTF_8);
    int cut = random.nextBoolean() ? whole.length : random.nextInt(whole.length + 1);
    if (waits() && !disturbed && random.nextInt(3) > 0) {
      disturbed = true;
      int at = random.nextInt(cut + 1);
      model.body(Arrays.copyOf(whole, at), /* endsCleanly= */ false);
      if (model.isOpen()) {
        model.fail(
            disturbance == Disturbance.INTERRUPT_WAITING
                ? StreamInterruptedException.class
                : StreamCancelledException.class,
            false);
      }
      var answer = pieces(new Answer(), whole, 0, at).run(() -> whenWaiting.run());
      return pieces(answer, whole, at, cut).timeFlies();
    }
    var answer = pieces(new Answer(), whole, 0, cut);
    int how = random.nextInt(3);
    model.body(Arrays.copyOf(whole, cut), /* endsCleanly= */ how == 0);
    if (how == 0) {
      model.end();
      return answer.end();
    }
    if (how == 1) {
      model.fail(ConnectionException.class, cut == 0);
      return answer.fail(new TransportException(Phase.BODY, "reset", null));
    }
    if (model.reason != null) {
      model.end();
    }
    model.fail(StreamTimeoutException.class, false);
    return answer.timeFlies();
  }

  private boolean waits() {
    return switch (disturbance) {
      case CLOSE_WAITING, CANCEL_WAITING, INTERRUPT_WAITING -> true;
      case NONE, CLOSE, INTERRUPT, CLOSE_ANY_TIME -> false;
    };
  }

  /** A body: frames of some words, perhaps with trouble in them, a reason, a mark, and more. */
  private String frames() {
    var frames = new ArrayList<List<String>>();
    for (int n = random.nextInt(10); n > 0; n--) {
      frames.add(someWords());
    }
    var trouble = trouble();
    if (trouble != null) {
      var frame = someWords();
      frame.add(random.nextInt(frame.size() + 1), trouble);
      frames.add(random.nextInt(4) == 0 ? 0 : random.nextInt(frames.size() + 1), frame);
    }
    boolean together = random.nextBoolean();
    var last = someWords();
    if (random.nextInt(5) > 0) {
      var reason = List.of("stop", "length", "tool_calls", "error").get(random.nextInt(4));
      last.add("finish " + reason);
      if (!together) {
        frames.add(last);
        last = someWords();
      }
    }
    if (random.nextInt(4) > 0) {
      last.add("end");
      last.addAll(someWords());
    }
    frames.add(last);
    frames.add(someWords());
    var text = new StringBuilder();
    for (var frame : frames) {
      text.append(random.nextInt(6) == 0 ? ": ping\n" : "");
      frame.forEach(word -> text.append("data: ").append(word).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }

  private @Nullable String trouble() {
    return switch (random.nextInt(12)) {
      case 0 -> "broken";
      case 1 -> "error full";
      case 2, 3 -> "error busy";
      case 4 -> "text " + "x".repeat(MAX_FRAME_BYTES);
      default -> null;
    };
  }

  private List<String> someWords() {
    var words = new ArrayList<String>();
    for (int n = random.nextInt(3); n > 0; n--) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return words;
  }

  /** Adds a range of the body, in pieces of any size. */
  private Answer pieces(Answer answer, byte[] whole, int from, int to) {
    int largest = 1 + random.nextInt(random.nextBoolean() ? 8 : 200);
    int at = from;
    while (at < to) {
      int end = Math.min(to, at + 1 + random.nextInt(largest));

      answer.bytes(Arrays.copyOfRange(whole, at, end));
      at = end;
    }
    return answer;
  }
}
