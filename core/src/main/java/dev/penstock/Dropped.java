package dev.penstock;

import java.lang.ref.Cleaner;

/** Closes streams that were dropped without being closed, and says so once. */
final class Dropped {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final System.Logger LOGGER = System.getLogger("dev.penstock");

  private Dropped() {}

  /**
   * Watches a stream.
   *
   * @param stream the stream, of which the lifecycle must know nothing
   * @param lifecycle its lifecycle
   * @param borrowed the chunk that it may hold, given back if nobody is reading
   * @return what ends the watch
   */
  static Cleaner.Cleanable watch(Object stream, Lifecycle lifecycle, Borrowed borrowed) {
    return CLEANER.register(
        stream,
        () -> {
          boolean wasOpen = lifecycle.isOpen() && lifecycle.cancel();
          if (borrowed.isHolding() && lifecycle.tryEnter()) {
            borrowed.release();
            lifecycle.leave();
          }
          if (wasOpen) {
            LOGGER.log(
                System.Logger.Level.WARNING,
                "a stream was dropped before its end without being closed, and is closed now: open"
                    + " streams in try-with-resources");
          }
        });
  }
}
