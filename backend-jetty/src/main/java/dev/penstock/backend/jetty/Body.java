package dev.penstock.backend.jetty;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.TransportException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** The body of one response, pulled out of Jetty's {@link Content.Source} by strict demand. */
final class Body implements Invocable.Task {
  /*
   * What the reading thread sees:
   *
   *   idle       nothing asked for, nothing there: Jetty does not touch the socket
   *   demanded   one demand is out; its callback will come inline, or on a thread of Jetty's, or never after an abort
   *   arrived    the callback has read a chunk and left a copy of its bytes; no demand is out
   *   ended      no more will come: cleanly, or broken off
   *
   * A wait that runs out of time leaves the demand out, and the next one goes on with it: a second demand would be an
   * error, and reading the source beside a pending demand a race. So the callback alone reads the source; Jetty runs it
   * one at a time and never beside an abort.
   *
   * Bytes: a chunk of Jetty's pool is copied and released within the callback, so none is held while the reader is busy,
   * and none can be released twice. The copy is as long as its bytes, belongs to the reader, and is garbage after it: a
   * stream that waits holds no buffer.
   *
   * The end: Jetty gives a connection back to its pool after the callback that read the last chunk has returned. Whoever
   * opens the next stream at once should find it there, so the end is told when Jetty calls the exchange over, not when
   * the last chunk was read; unless the request is still not sent a moment later, for a server that answers without
   * reading it may let that take for ever.
   *
   * Shared: arrived, ending, lastRead, lastReadAt, over, abandoned. Only `demanded` is the reader's own. What arrives is
   * written before what ends the body; the reader looks in the other order, so that an end hides no bytes.
   */

  /** How a body ended. */
  sealed interface Ending {
    /** As its sender meant it to. */
    enum Clean implements Ending {
      CLEAN
    }

    /**
     * Before its end.
     *
     * @param cause what Jetty says
     */
    record Broken(Throwable cause) implements Ending {}
  }

  /** How long the end waits for a request that is still being sent. */
  private static final long SENDING_NANOS = Duration.ofMillis(100).toNanos();

  private final Content.Source source;
  private final Waiter waiter;
  private final BooleanSupplier requestSent;
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private volatile @Nullable ByteBuffer arrived;
  private volatile boolean lastRead;
  private volatile long lastReadAt;
  private volatile boolean over;
  private volatile boolean abandoned;
  private boolean demanded;

  /**
   * Makes one.
   *
   * @param source where Jetty gives it
   * @param waiter is woken when there is something for the reader
   * @param requestSent whether nothing of the request is left to send, so that the end of the body
   *     ends the exchange
   */
  Body(Content.Source source, Waiter waiter, BooleanSupplier requestSent) {
    this.source = source;
    this.waiter = waiter;
    this.requestSent = requestSent;
  }

  // --- the reader's

  /**
   * Returns what has arrived, or asks for it. Does not wait.
   *
   * @return a chunk; the end; or null if the waiter is to wait
   * @throws TransportException if the body broke off
   */
  @Nullable BodyRead poll() throws TransportException {
    // Looked at first: what the last chunk had is there before this is set.
    boolean nothingFollows = lastRead;
    var read = taken();
    if (read != null) {
      return read;
    }
    if (nothingFollows) {
      if (untilEndIsTold() <= 0) {
        end(Ending.Clean.CLEAN);
      }
    } else if (!demanded) {
      demanded = true;
      source.demand(this);
      // What Jetty has already read comes inline.
    }
    return taken();
  }

  /**
   * {@return for how long the reader may wait until it polls again, {@link Long#MAX_VALUE} for
   * until it is woken}
   */
  long untilEndIsTold() {
    return lastRead && !requestSent.getAsBoolean()
        ? Math.max(0, lastReadAt + SENDING_NANOS - System.nanoTime())
        : Long.MAX_VALUE;
  }

  private @Nullable BodyRead taken() throws TransportException {
    var end = ending.get();
    var bytes = arrived;
    if (bytes != null) {
      arrived = null;
      demanded = false;
      return Chunk.of(bytes);
    }
    return switch (end) {
      case null -> null;
      case Ending.Clean clean -> BodyRead.Signal.END;
      case Ending.Broken broken -> throw Failures.inBody(broken.cause());
    };
  }

  /** {@return whether Jetty has done with the exchange, so that nothing is left to abort} */
  boolean isOver() {
    return over;
  }

  // --- Jetty's threads

  /** Not blocking: Jetty runs it where it stands, on the thread that found the bytes. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** Answers a demand: reads one chunk. Called by Jetty, one at a time. */
  @Override
  public void run() {
    if (abandoned) {
      return;
    }
    var chunk = source.read();
    if (chunk == null) {
      source.demand(this);
      return;
    }
    if (Content.Chunk.isFailure(chunk)) {
      if (!chunk.isLast()) {
        // A failure that Jetty would go on after; for us a body with a hole is broken.
        source.fail(chunk.getFailure());
      }
      end(new Ending.Broken(chunk.getFailure()));
      return;
    }
    boolean last = chunk.isLast();
    ByteBuffer bytes;
    try {
      bytes = copy(chunk.getByteBuffer());
    } finally {
      chunk.release();
    }
    if (bytes.hasRemaining()) {
      arrived = bytes;
    } else if (!last) {
      source.demand(this);
      return;
    }
    if (last) {
      lastReadAt = System.nanoTime();
      lastRead = true;
    }
    waiter.wake();
  }

  private static ByteBuffer copy(ByteBuffer lent) {
    var bytes = new byte[lent.remaining()];
    lent.get(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /**
   * Notes that Jetty has done with the exchange.
   *
   * @param failure why it did not succeed, or null
   */
  void exchangeOver(@Nullable Throwable failure) {
    over = true;
    end(failure == null || lastRead ? Ending.Clean.CLEAN : new Ending.Broken(failure));
  }

  private void end(Ending first) {
    ending.compareAndSet(null, first);
    waiter.wake();
  }

  // --- any thread's

  /** Notes that nobody will read on; a demand that is out is answered by nothing. */
  void abandon() {
    abandoned = true;
  }
}
