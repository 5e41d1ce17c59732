package dev.penstock.cli;

import dev.penstock.StreamEvent;
import dev.penstock.framing.Frame;

/** Shows streams on standard output. What it writes stays buffered until somebody flushes. */
sealed interface Output permits TextOutput, LiveOutput, EventsOutput, SummaryOutput {

  /** What can be asked for. */
  enum Kind {
    TEXT,
    EVENTS,
    SUMMARY;

    Output on(DataOut out, Style style) {
      return switch (this) {
        case TEXT -> style.terminal() ? new LiveOutput(out, style) : new TextOutput(out);
        case EVENTS -> new EventsOutput(out);
        case SUMMARY -> new SummaryOutput(out);
      };
    }

    /** {@return the name as users write it} */
    @Override
    public String toString() {
      return switch (this) {
        case TEXT -> "text";
        case EVENTS -> "events";
        case SUMMARY -> "summary";
      };
    }
  }

  /** Shows an event of a provider's stream. */
  void event(StreamEvent event);

  /** Shows a frame of a bare framing. It is borrowed. */
  void frame(Frame frame);

  /** Shows how the stream ended. Another may follow. */
  void ended(Ending ending);

  /** {@return whether {@link #ended} is to be given the whole answer} */
  default boolean wantsCompletion() {
    return false;
  }
}
