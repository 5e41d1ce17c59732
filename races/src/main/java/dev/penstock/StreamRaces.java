package dev.penstock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * Reading a stream of two items while it is closed. An outcome is what the readers saw, how the
 * stream ended, and what was left of it; what is not listed is forbidden.
 */
public final class StreamRaces {
  private static final Penstock PENSTOCK = Penstock.create();
  private static final StreamRequest REQUEST = StreamRequest.get("http://127.0.0.1:9/");

  private StreamRaces() {}

  /** An open stream and what may be seen of it. */
  public abstract static class Open {
    private final SharedBackend backend;
    final Cancellation cancellation = Cancellation.create();
    final ResponseStream<ServerSentEvent> stream;

    Open(boolean ends) {
      backend = new SharedBackend("data: 1\n\ndata: 2\n\n", ends);
      stream = PENSTOCK.openEvents(REQUEST.withBackend(backend).withCancellation(cancellation));
    }

    final String next() {
      return seen(() -> stream.next().data());
    }

    final String drain() {
      return seen(() -> {
        stream.forEachRemaining(item -> {});
        return "end";
      });
    }

    private static String seen(Supplier<String> read) {
      try {
        return read.get();
      } catch (StreamCancelledException e) {
        return "cancelled";
      } catch (StreamInterruptedException e) {
        return "interrupted";
      } catch (IllegalStateException e) {
        return "occupied";
      } catch (NoSuchElementException e) {
        return "none";
      }
    }

    final void judge(LLLL_Result result) {
      result.r3 = stream.metadata().outcome();
      result.r4 = cancellation.calls() == 0 ? left() : "held";
    }

    final String left() {
      return backend.left();
    }
  }

  /** Closing between and inside two reads never looks like a second reader. */
  @JCStressTest
  @State
  @Outcome(id = "1, 2, CANCELLED, nothing left", expect = ACCEPTABLE)
  @Outcome(id = "1, cancelled, CANCELLED, nothing left", expect = ACCEPTABLE)
  @Outcome(id = "cancelled, cancelled, CANCELLED, nothing left", expect = ACCEPTABLE)
  public static class CloseWhileReading extends Open {
    /** Makes one. */
    public CloseWhileReading() {
      super(/* ends= */ false);
    }

    /** Reads. */
    @Actor
    public void reader(LLLL_Result result) {
      result.r1 = next();
      result.r2 = next();
    }

    /** Closes. */
    @Actor
    public void closer() {
      stream.close();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLLL_Result result) {
      judge(result);
    }
  }

  /** A reader that waits is woken. */
  @JCStressTest
  @State
  @Outcome(id = "cancelled, null, CANCELLED, nothing left", expect = ACCEPTABLE)
  public static class CancelWhileWaiting extends Open {
    /** Makes one. */
    public CancelWhileWaiting() {
      super(/* ends= */ false);
    }

    /** Reads. */
    @Actor
    public void reader(LLLL_Result result) {
      result.r1 = drain();
    }

    /** Cancels. */
    @Actor
    public void canceller() {
      cancellation.cancel();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLLL_Result result) {
      judge(result);
    }
  }

  /** A stream that nobody reads any more is given up once. */
  @JCStressTest
  @State
  @Outcome(id = "null, null, CANCELLED, nothing left", expect = ACCEPTABLE)
  public static class CloseAndCancel extends Open {
    /** Makes one that holds a chunk. */
    public CloseAndCancel() {
      super(/* ends= */ false);
      stream.next();
    }

    /** Closes. */
    @Actor
    public void closer() {
      stream.close();
    }

    /** Cancels. */
    @Actor
    public void canceller() {
      cancellation.cancel();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLLL_Result result) {
      judge(result);
    }
  }

  /** The outcome is what the reader was told, whoever was first. */
  @JCStressTest
  @State
  @Outcome(id = "end, null, COMPLETED, nothing left", expect = ACCEPTABLE)
  @Outcome(id = "cancelled, null, CANCELLED, nothing left", expect = ACCEPTABLE)
  public static class CloseAtTheEnd extends Open {
    /** Makes one. */
    public CloseAtTheEnd() {
      super(/* ends= */ true);
    }

    /** Reads. */
    @Actor
    public void reader(LLLL_Result result) {
      result.r1 = drain();
    }

    /** Cancels. */
    @Actor
    public void closer() {
      cancellation.cancel();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLLL_Result result) {
      judge(result);
    }
  }

  /** An interrupted reader is told so, or that it was closed, and both mean cancelled. */
  @JCStressTest
  @State
  @Outcome(id = "interrupted, null, CANCELLED, nothing left", expect = ACCEPTABLE)
  @Outcome(id = "cancelled, null, CANCELLED, nothing left", expect = ACCEPTABLE)
  public static class CloseWhileInterrupted extends Open {
    /** Makes one. */
    public CloseWhileInterrupted() {
      super(/* ends= */ false);
    }

    /** Reads. */
    @Actor
    public void reader(LLLL_Result result) {
      Thread.currentThread().interrupt();
      result.r1 = next();
      if (!Thread.interrupted()) {
        result.r2 = "the flag is lost";
      }
    }

    /** Closes. */
    @Actor
    public void closer() {
      stream.close();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLLL_Result result) {
      judge(result);
    }
  }

  /** Two readers never get the same item, and one of them may be told of the other. */
  @JCStressTest
  @State
  @Outcome(id = "1, 2, OPEN, 1 chunks lent and 1 exchanges open", expect = ACCEPTABLE)
  @Outcome(id = "2, 1, OPEN, 1 chunks lent and 1 exchanges open", expect = ACCEPTABLE)
  @Outcome(id = "1, occupied, OPEN, 1 chunks lent and 1 exchanges open", expect = ACCEPTABLE)
  @Outcome(id = "occupied, 1, OPEN, 1 chunks lent and 1 exchanges open", expect = ACCEPTABLE)
  public static class TwoReaders extends Open {
    /** Makes one. */
    public TwoReaders() {
      super(/* ends= */ false);
    }

    /** Reads. */
    @Actor
    public void one(LLLL_Result result) {
      result.r1 = next();
    }

    /** Reads too. */
    @Actor
    public void other(LLLL_Result result) {
      result.r2 = next();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLLL_Result result) {
      result.r3 = stream.metadata().outcome();
      result.r4 = left();
      stream.close();
    }
  }

  /** A call that is cancelled while it is made is never a stream that lives on. */
  @JCStressTest
  @State
  @Outcome(id = "open, null, CANCELLED, nothing left", expect = ACCEPTABLE)
  @Outcome(id = "cancelled, null, CANCELLED, nothing left", expect = ACCEPTABLE)
  public static class CancelWhileOpening {
    private final SharedBackend backend = new SharedBackend("data: 1\n\n", /* ends= */ false);
    private final Cancellation cancellation = Cancellation.create();
    private @Nullable ResponseStream<ServerSentEvent> stream;

    /** Opens. */
    @Actor
    public void opener(LLLL_Result result) {
      try {
        stream = PENSTOCK.openEvents(REQUEST.withBackend(backend).withCancellation(cancellation));
        result.r1 = "open";
      } catch (StreamCancelledException e) {
        result.r1 = "cancelled";
      }
    }

    /** Cancels. */
    @Actor
    public void canceller() {
      cancellation.cancel();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLLL_Result result) {
      result.r3 = stream == null ? "CANCELLED" : stream.metadata().outcome();
      result.r4 = cancellation.calls() == 0 ? backend.left() : "held";
    }
  }
}
