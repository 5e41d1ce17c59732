package dev.penstock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.penstock.framing.Framing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Taking the finish of a stream, with which it is complete, while it is closed. */
public final class FinishRaces {
  private static final Penstock PENSTOCK = Penstock.create();
  private static final Dialect DIALECT =
      new Dialect("finish", Framing.sse(), limits -> new OnlyFinish());
  private static final StreamRequest REQUEST =
      StreamRequest.get("http://127.0.0.1:9/").withDialect(DIALECT);

  private FinishRaces() {}

  /**
   * Who has not got the finish has a cancelled stream. Who has it has a complete one, unless the
   * closer came between its being decoded and its being handed over, as with any other event.
   */
  @JCStressTest
  @State
  @Outcome(id = "stop, COMPLETED, nothing left", expect = ACCEPTABLE)
  @Outcome(id = "stop, CANCELLED, nothing left", expect = ACCEPTABLE)
  @Outcome(id = "cancelled, CANCELLED, nothing left", expect = ACCEPTABLE)
  public static class CloseAtTheFinish {
    private final SharedBackend backend = new SharedBackend("data: 1\n\n", /* ends= */ false);
    private final EventStream stream = PENSTOCK.open(REQUEST.withBackend(backend));

    /** Reads. */
    @Actor
    public void reader(LLL_Result result) {
      try {
        result.r1 =
            stream.next() instanceof StreamEvent.Finish(var reason, var raw) ? raw : "no finish";
      } catch (StreamCancelledException e) {
        result.r1 = "cancelled";
      }
    }

    /** Closes. */
    @Actor
    public void closer() {
      stream.close();
    }

    /** Looks. */
    @Arbiter
    public void arbiter(LLL_Result result) {
      result.r2 = stream.metadata().outcome();
      result.r3 = backend.left();
    }
  }

  /** Each frame is the end. */
  private static final class OnlyFinish implements Normalizer {
    @Override
    public void accept(dev.penstock.framing.Frame frame, EventSink sink) {
      sink.finish(FinishReason.STOP, "stop");
      sink.end();
    }
  }
}
