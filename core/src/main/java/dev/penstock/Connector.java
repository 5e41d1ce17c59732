package dev.penstock;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.ResponseHead;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends a stream's request until an answer stands: one attempt, and the retries that its policy
 * allows.
 */
final class Connector {

  /**
   * An exchange that is answered by a success.
   *
   * @param exchange the exchange, its body unread
   * @param head the head of the answer
   */
  record Answered(Exchange exchange, ResponseHead head) {}

  private final Backend backend;
  private final BackendRequest request;
  private final Signature signature;
  private final AnswerCheck check;
  private final RetryPolicy policy;
  private final int maxRedirects;
  private final Retries retries;
  private final Lifecycle lifecycle;
  private final Clocks clocks;
  private final Meter meter;

  Connector(
      Backend backend,
      BackendRequest request,
      Signature signature,
      AnswerCheck check,
      RetryPolicy policy,
      int maxRedirects,
      Retries retries,
      Lifecycle lifecycle,
      Clocks clocks,
      Meter meter) {
    this.backend = backend;
    this.request = request;
    this.signature = signature;
    this.check = check;
    this.policy = policy;
    this.maxRedirects = maxRedirects;
    this.retries = retries;
    this.lifecycle = lifecycle;
    this.clocks = clocks;
    this.meter = meter;
  }

  /**
   * Sends the request, again where that may help, and returns the first answer that is a success.
   */
  Answered connect() throws Fault.Raised, InterruptedException {
    while (true) {
      try {
        return attempt();
      } catch (Fault.Raised raised) {
        awaitRetry(raised.fault());
      }
    }
  }

  /**
   * Waits as long as must be waited before the request is sent again.
   *
   * @throws Fault.Raised the fault itself, if the request is not to be sent again
   */
  void awaitRetry(Fault fault) throws Fault.Raised, InterruptedException {
    lifecycle.closeExchange();
    if (!lifecycle.isOpen()) {
      throw new Fault.Raised(new Fault.Cancelled());
    }
    Duration delay = retries.delay(policy, meter.attempts(), fault);
    if (delay == null) {
      throw new Fault.Raised(fault);
    }
    long nanos = Durations.nanos(delay);
    if (nanos >= clocks.totalLeft()) {
      // There is no point in waiting for a try that the total clock will not allow.
      throw new Fault.Raised(fault);
    }
    meter.retry(delay, fault.summary());
    if (lifecycle.awaitEnd(nanos)) {
      throw new Fault.Raised(new Fault.Cancelled());
    }
    clocks.waitedOutsideBody(nanos);
  }

  private Answered attempt() throws Fault.Raised, InterruptedException {
    if (!lifecycle.isOpen()) {
      throw new Fault.Raised(new Fault.Cancelled());
    }
    meter.attempt();
    clocks.attemptBegins();
    var unsigned = request;
    boolean home = true;
    try {
      for (int redirects = 0; ; redirects++) {
        var exchange = begin(home ? signature.on(unsigned) : unsigned);
        lifecycle.attach(exchange);
        var head = awaitHead(exchange);
        meter.head(head);
        var next = redirects < maxRedirects ? Redirects.next(unsigned, head) : null;
        if (next == null) {
          check.accept(exchange, head);
          return new Answered(exchange, head);
        }
        lifecycle.closeExchange();
        // Another origin must not choose what is signed, not even by leading back.
        home &= Redirects.sameOrigin(unsigned.uri(), next.uri());
        unsigned = next;
      }
    } catch (IOException e) {
      throw new Fault.Raised(Fault.of(e, request.connectTimeout()));
    }
  }

  private Exchange begin(BackendRequest next) throws Fault.Raised {
    try {
      return backend.begin(next);
    } catch (IllegalStateException e) {
      if (lifecycle.isOpen()) {
        throw e;
      }
      // A client cancels its calls before it closes its backends.
      throw new Fault.Raised(new Fault.Cancelled());
    }
  }

  private ResponseHead awaitHead(Exchange exchange)
      throws IOException, InterruptedException, Fault.Raised {
    long waited = 0;
    while (true) {
      long budget = clocks.headLeft(waited);
      long before = System.nanoTime();
      @Nullable ResponseHead head = exchange.awaitHead(budget);
      long passed = System.nanoTime() - before;
      passed = head == null ? Math.max(passed, budget) : passed;
      waited += passed;
      clocks.waitedOutsideBody(passed);
      if (head != null) {
        return head;
      }
      if (clocks.headLeft(waited) == 0) {
        throw new Fault.Raised(
            clocks.fault(
                clocks.totalLeft() == 0
                    ? StreamTimeoutException.Clock.TOTAL
                    : StreamTimeoutException.Clock.HEAD));
      }
    }
  }
}
