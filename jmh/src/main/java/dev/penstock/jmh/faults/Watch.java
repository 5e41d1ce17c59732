package dev.penstock.jmh.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Is told what a program sees of one answer. Thread-safe. */
public final class Watch {
  private final Act act;
  private final CountDownLatch firstText = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final StringBuilder text = new StringBuilder();
  private int wholes;

  /** The lock of what is told, too. */
  private final List<Throwable> errors = new ArrayList<>();

  private volatile Runnable closer = () -> {};
  private volatile boolean closable;
  private volatile long endedAt;
  private volatile long brokeAt;

  Watch(Act act) {
    this.act = act;
  }

  /**
   * A piece of text is there.
   *
   * @param piece the piece; what is empty does not count
   * @return false if the program is to stop now
   */
  public boolean text(String piece) {
    if (piece.isEmpty()) {
      return true;
    }
    boolean first;
    synchronized (errors) {
      first = text.isEmpty();
      text.append(piece);
    }
    if (first) {
      firstText.countDown();
      if (act.rests()) {
        rest();
      }
    }
    if (act.breaks()) {
      brokeAt = System.nanoTime();
    }
    return !act.breaks();
  }

  private static void rest() {
    try {
      Thread.sleep(Waits.REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * There is something now by which another thread can end it.
   *
   * @param close what ends it
   */
  public void closedBy(Runnable close) {
    closer = close;
    closable = true;
  }

  /** It ended as a whole answer does. Told by clients that call back. */
  public void whole() {
    synchronized (errors) {
      wholes++;
    }
    end();
  }

  /**
   * It ended by an error. Told by clients that call back.
   *
   * @param error the error
   */
  public void failed(Throwable error) {
    synchronized (errors) {
      errors.add(error);
    }
    end();
  }

  /** The program has ended it. Told by clients that call back. */
  public void stopped() {
    end();
  }

  private void end() {
    if (ended.getCount() > 0) {
      endedAt = System.nanoTime();
      ended.countDown();
    }
  }

  boolean isClosable() {
    return closable;
  }

  Runnable closer() {
    return closer;
  }

  boolean awaitText(long nanos) throws InterruptedException {
    return firstText.await(nanos, TimeUnit.NANOSECONDS);
  }

  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** {@return when it ended first, as {@link System#nanoTime} says} */
  long endedAt() {
    return endedAt;
  }

  /** {@return when the reader stopped, if it did} */
  long brokeAt() {
    return brokeAt;
  }

  String text() {
    synchronized (errors) {
      return text.toString();
    }
  }

  int wholes() {
    synchronized (errors) {
      return wholes;
    }
  }

  List<Throwable> errors() {
    synchronized (errors) {
      return List.copyOf(errors);
    }
  }
}
