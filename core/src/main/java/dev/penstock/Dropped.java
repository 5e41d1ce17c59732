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
   * @return what ends the watch
   */
  static Cleaner.Cleanable watch(Object stream, Lifecycle lifecycle) {
    return CLEANER.register(
        stream,
        () -> {
          if (lifecycle.cancel()) {
            LOGGER.log(
                System.Logger.Level.WARNING,
                "a stream was dropped before its end without being closed, and is closed now: open"
                    + " streams in try-with-resources");
          }
        });
  }
}
