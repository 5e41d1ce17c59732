package dev.penstock.cli;

import dev.penstock.EventStream;
import dev.penstock.StreamEvent;
import dev.penstock.StreamException;
import dev.penstock.StreamMetadata;
import dev.penstock.StreamOptions;
import java.util.function.Supplier;

/** Reads a provider's stream to its end into an output. */
final class StreamReader {
  private StreamReader() {}

  /** Sees how the reading goes on. */
  @FunctionalInterface
  interface Watcher {
    /** Is told of an event that the output has been given. */
    void event(StreamEvent event, EventStream stream);

    /** Is told at the end, or at the failure, what is then known. */
    default void ended(StreamMetadata metadata) {}
  }

  /**
   * Reads a stream.
   *
   * @param opening opens it
   * @param output takes its events; how it ends is the caller's to show
   * @param watcher is told after each, and at the end
   */
  static Ending read(Supplier<EventStream> opening, Output output, Watcher watcher) {
    try (var stream = opening.get()) {
      while (stream.hasNext()) {
        var event = stream.next();
        output.event(event);
        watcher.event(event, stream);
      }
      watcher.ended(stream.metadata());
      return Ending.completed(stream.completion(), stream.metadata());
    } catch (StreamException e) {
      watcher.ended(e.metadata());
      return Ending.failed(e);
    }
  }

  /**
   * {@return options by which an output gets what it shows, and nothing is kept that nobody will
   * ask for}
   */
  static StreamOptions options(StreamOptions options, Output output) {
    return options.withUnknownEvents(true).withKeepPartial(output.wantsCompletion());
  }
}
