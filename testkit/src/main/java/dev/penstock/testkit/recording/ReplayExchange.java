package dev.penstock.testkit.recording;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.ResponseHead;
import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import dev.penstock.testkit.recording.Recording.End;
import dev.penstock.testkit.recording.Recording.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays one recording. Everything is due at a time after the beginning, as at a server that does
 * not care how its client gets on: who is late finds it there.
 */
final class ReplayExchange implements Exchange {
  private static final long A_LITTLE = TimeUnit.SECONDS.toNanos(1);

  private final Recording recording;
  private final List<Piece> pieces;
  private final long headDue;
  private final long endDue;
  private final long begun = System.nanoTime();
  private final Consumer<ReplayExchange> whenClosed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();

  /** Written under the lock. */
  private boolean closed;

  /** The reader's own: which piece is next. */
  private int next;

  ReplayExchange(
      Recording recording,
      List<Piece> pieces,
      Playback playback,
      Consumer<ReplayExchange> whenClosed) {
    this.recording = recording;
    this.pieces = pieces;
    this.whenClosed = whenClosed;
    headDue = playback.due(recording.headNanos());
    endDue = recording.end() instanceof End.Closed ? silenceDue(playback) : due(playback);
  }

  private long due(Playback playback) {
    return playback.due(recording.endNanos());
  }

  /**
   * {@return when the silence ends after which a reader had closed the stream} What made the reader
   * close it may be a clock of its own, that runs at its own speed and must run out first.
   */
  private long silenceDue(Playback playback) {
    long last =
        recording.pieces().isEmpty()
            ? recording.headNanos()
            : recording.pieces().getLast().atNanos();
    return playback.due(last) + 2 * (recording.endNanos() - last) + A_LITTLE;
  }

  @Override
  public @Nullable ResponseHead awaitHead(long nanos) throws IOException, InterruptedException {
    var head = recording.head();
    if (!await(head.isPresent() ? headDue : endDue, nanos)) {
      return null;
    }
    if (head.isEmpty()) {
      throw failure(Phase.HEAD);
    }
    return head.get();
  }

  @Override
  public BodyRead read(long nanos) throws IOException, InterruptedException {
    boolean more = next < pieces.size();
    if (!await(more ? pieces.get(next).atNanos() : endDue, nanos)) {
      return BodyRead.Signal.TIMED_OUT;
    }
    if (more) {
      return Chunk.of(ByteBuffer.wrap(pieces.get(next++).bytes()));
    }
    if (recording.end() instanceof End.Completed) {
      return BodyRead.Signal.END;
    }
    throw failure(Phase.BODY);
  }

  private TransportException failure(Phase phase) {
    return switch (recording.end()) {
      case End.Failed(var recorded, var message) -> new TransportException(recorded, message, null);
      case End.Closed() ->
          new TransportException(
              phase,
              "the recording ends here, where its reader closed the stream: " + recording.name(),
              null);
      default ->
          new TransportException(
              phase, "the recording ends here, unfinished: " + recording.name(), null);
    };
  }

  /**
   * Waits until something is due.
   *
   * @param due when, in nanoseconds since the beginning
   * @param nanos how long to wait at most
   * @return whether it is
   */
  private boolean await(long due, long nanos) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long from = System.nanoTime();
    lock.lockInterruptibly();
    try {
      while (true) {
        if (closed) {
          throw new IOException("the exchange is closed");
        }
        long now = System.nanoTime();
        long until = due - (now - begun);
        if (until <= 0) {
          return true;
        }
        long left = nanos == Long.MAX_VALUE ? nanos : nanos - (now - from);
        if (left <= 0) {
          return false;
        }
        long ignored = closing.awaitNanos(Math.min(until, left));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    whenClosed.accept(this);
  }
}
