package dev.penstock.cli;

import dev.penstock.EventStream;
import dev.penstock.StreamException;
import dev.penstock.StreamOptions;
import java.util.function.Supplier;

/** Reads a provider's stream to its end into an output. */
final class StreamReader {
  private StreamReader() {}

  /**
   * Reads a stream.
   *
   * @param opening opens it
   * @param output takes its events; how it ends is the caller's to show
   * @param afterEvent is run after each
   */
  static Ending read(Supplier<EventStream> opening, Output output, Runnable afterEvent) {
    try (var stream = opening.get()) {
      while (stream.hasNext()) {
        output.event(stream.next());
        afterEvent.run();
      }
      return Ending.completed(stream.completion(), stream.metadata());
    } catch (StreamException e) {
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
