package dev.penstock;

import dev.penstock.framing.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Makes of frames what a stream is made of, and knows when that is complete. Holds the items of one
 * frame.
 *
 * @param <T> what the stream is made of
 */
interface FrameDecoder<T> {

  /** Takes a frame. A {@link RuntimeException} means that it is broken. */
  void decode(Frame frame);

  /**
   * Is told that the body has ended cleanly, or that what may still come is not waited for any
   * longer.
   */
  void bodyEnded();

  /** Takes the next item; null if there is none before the next frame. */
  @Nullable T poll();

  /**
   * {@return whether the items of the frames so far may be all: a finish reason is there, but no
   * mark of the end}
   */
  boolean mayBeComplete();

  /** {@return whether there is nothing more to come once {@link #poll()} gives null} */
  boolean isComplete();

  /**
   * {@return what the frames say went wrong, to be raised once {@link #poll()} gives null; null if
   * nothing did}
   */
  @Nullable Fault fault();
}
