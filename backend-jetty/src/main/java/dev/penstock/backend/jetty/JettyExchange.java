package dev.penstock.backend.jetty;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** One request of Jetty's client. */
final class JettyExchange implements Exchange {
  /*
   * Phases: connecting (also queued in Jetty's pool) → connected → answered (the head is there) → over.
   *
   *   connecting → connected   the request goes out on a connection; over TLS: its head has gone out, so the handshake
   *                            is done
   *   connected → answered     onHead
   *   any → over               onComplete: by success, failure or our abort
   *
   * The clock of connecting runs here and not in Jetty, whose connect timeout belongs to the client, covers TCP alone,
   * and does not count the wait in the pool's queue: whoever waits for the head waits no longer than it, and then aborts.
   *
   * Closing is noted before the abort, so what Jetty reports of it is never taken for the server's doing. An interrupted
   * wait closes too: a demand may be out, and nothing could be read beside it.
   *
   * Jetty's threads only store and wake; nothing of ours blocks them. Shared: all fields but `connecting`.
   */
  private final Request request;
  private final String server;
  private final boolean tls;
  private final Deadline connecting;
  private final Consumer<JettyExchange> whenOver;
  private final Waiter waiter = new Waiter();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable TransportException> failure = new AtomicReference<>();
  private volatile boolean onConnection;
  private volatile boolean headSent;
  private volatile boolean requestSent;
  private volatile @Nullable Answered answered;

  /** A response whose head is there. */
  private record Answered(ResponseHead head, Body body) {}

  /**
   * Makes one that is not sent yet.
   *
   * @param request the request, to which it adds its listeners
   * @param server what to call the server
   * @param connectNanos how long connecting may take
   * @param whenOver is told once Jetty has done with it
   */
  JettyExchange(
      Request request, String server, long connectNanos, Consumer<JettyExchange> whenOver) {
    this.request = request;
    this.server = server;
    this.tls = "https".equalsIgnoreCase(request.getScheme());
    this.connecting = Deadline.after(connectNanos);
    this.whenOver = whenOver;
    request
        .onRequestBegin(sent -> onConnection = true)
        .onRequestCommit(sent -> headSent = true)
        .onRequestSuccess(sent -> requestSent = true)
        .onResponseContentSource(this::onHead);
  }

  void send() {
    request.send(this::onComplete);
  }

  // --- Jetty's threads

  private void onHead(Response response, Content.Source source) {
    var head = new ResponseHead(response.getStatus(), headers(response));
    answered = new Answered(head, new Body(source, waiter, () -> requestSent));
    waiter.wake();
  }

  private static Headers headers(Response response) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (var field : response.getHeaders()) {
      var value = field.getValue();
      fields
          .computeIfAbsent(field.getName(), name -> new ArrayList<>())
          .add(value == null ? "" : value);
    }
    return Headers.received(fields);
  }

  private void onComplete(Result result) {
    var current = answered;
    if (current != null) {
      current.body.exchangeOver(result.getResponseFailure());
    } else {
      var unused = fail(withoutHead(result.getFailure()));
    }
    whenOver.accept(this);
  }

  private TransportException withoutHead(@Nullable Throwable cause) {
    if (cause == null) {
      return new TransportException(Phase.HEAD, server + " gave no response", null);
    }
    return isConnected() || (onConnection && !Failures.isTls(cause))
        ? Failures.awaitingHead(cause, server)
        : Failures.connecting(cause, server);
  }

  /** Notes why no head comes, unless that is known. Returns what is known then. */
  private TransportException fail(TransportException why) {
    var earlier = failure.compareAndExchange(null, why);
    waiter.wake();
    return earlier == null ? why : earlier;
  }

  private boolean isConnected() {
    return tls ? headSent : onConnection;
  }

  // --- the reader

  @Override
  public @Nullable ResponseHead awaitHead(long nanos) throws IOException, InterruptedException {
    var deadline = Deadline.after(nanos);
    waiter.enter();
    try {
      while (true) {
        checkOpen();
        var current = answered;
        if (current != null) {
          return current.head;
        }
        var broken = failure.get();
        if (broken != null) {
          throw broken;
        }
        long left = deadline.left();
        if (!isConnected()) {
          left = Math.min(left, connectLeft());
        }
        if (left <= 0) {
          return null;
        }
        waiter.park(left);
      }
    } finally {
      waiter.leave();
    }
  }

  /** {@return how long connecting may still take; gives the exchange up if that is over} */
  private long connectLeft() throws TransportException {
    long left = connecting.left();
    if (left > 0) {
      return left;
    }
    var why = fail(Failures.connectTimeout(server, null));
    abort();
    throw why;
  }

  @Override
  public BodyRead read(long nanos) throws IOException, InterruptedException {
    var current = answered;
    if (current == null) {
      throw new IllegalStateException("the head was not awaited");
    }
    var deadline = Deadline.after(nanos);
    waiter.enter();
    try {
      while (true) {
        checkOpen();
        var read = current.body.poll();
        if (read != null) {
          return read;
        }
        long left = deadline.left();
        if (left <= 0) {
          return BodyRead.Signal.TIMED_OUT;
        }
        waiter.park(Math.min(left, current.body.untilEndIsTold()));
      }
    } finally {
      waiter.leave();
    }
  }

  private void checkOpen() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      close();
      throw new InterruptedException();
    }
    if (closed.get()) {
      throw new IOException("the exchange is closed");
    }
  }

  // --- any thread

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      abort();
      waiter.wake();
    }
  }

  /** Lets go of the connection, or leaves the pool's queue; nothing if the exchange is over. */
  private void abort() {
    var current = answered;
    if (current != null) {
      if (current.body.isOver()) {
        return;
      }
      current.body.abandon();
    }
    // What it returns is not waited for: closing never blocks.
    var unused = request.abort(new AbortedException());
  }

  /** Is what Jetty is told as the reason of an abort. */
  private static final class AbortedException extends IOException {
    private static final long serialVersionUID = 1L;

    AbortedException() {
      super("the exchange was closed");
    }

    /** Nobody looks where it comes from. */
    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
