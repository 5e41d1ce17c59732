package dev.penstock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cancels calls from anywhere, also those that have no stream yet: queued, connecting, waiting for
 * the head, waiting to try again.
 *
 * <p>For a server whose users press stop: it makes one for each question, gives it to the requests
 * that answer it, and keeps it under the question's name.
 *
 * {@snippet class="dev.penstock.CancellationSnippetsTest" region="stop"}
 *
 * <p>One may serve many calls, at the same time and one after the other. It holds none that has
 * ended. Thread-safe.
 */
public final class Cancellation {
  /*
   * Who adds a call looks at `cancelled` afterwards; who cancels looks at the calls afterwards: so a call that is made
   * meanwhile is cancelled by one of them. The same holds between one that is added and its end, which removes it.
   */
  private final Set<Lifecycle> live = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  private Cancellation() {}

  /** {@return a new one, for {@link StreamRequest#withCancellation}} */
  public static Cancellation create() {
    return new Cancellation();
  }

  /**
   * Ends every call that has it, those that are still to be made included: as {@link
   * EventStream#close()} ends a stream, and where there is no stream yet, by the same {@link
   * StreamCancelledException} out of {@link Penstock#open}. Never waits; from any thread, any
   * number of times.
   */
  public void cancel() {
    cancelled = true;
    live.forEach(Lifecycle::cancel);
  }

  /** {@return whether {@link #cancel()} was called} */
  public boolean isCancelled() {
    return cancelled;
  }

  void add(Lifecycle call) {
    live.add(call);
    if (cancelled || !call.isOpen()) {
      call.cancel();
      live.remove(call);
    }
  }

  void remove(Lifecycle call) {
    live.remove(call);
  }

  /** {@return how many calls it would end now} */
  int calls() {
    return live.size();
  }

  /** Shows whether it was cancelled, and how many calls it would end. */
  @Override
  public String toString() {
    return (cancelled ? "cancelled, " : "") + live.size() + " calls";
  }
}
