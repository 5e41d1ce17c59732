package dev.penstock.cli;

import dev.penstock.Completion;
import dev.penstock.Outcome;
import dev.penstock.StreamException;
import dev.penstock.StreamMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How a stream ended, and all there was of it.
 *
 * @param file the file it was read from; null if none
 * @param outcome how it ended
 * @param completion the answer, as far as it was kept
 * @param failure why it is not complete; null if it is
 * @param events how many events, or frames of a bare framing, were read
 * @param bytes how many bytes were
 */
record Ending(
    @Nullable String file,
    Outcome outcome,
    Completion completion,
    @Nullable Failure failure,
    long events,
    long bytes) {

  static Ending completed(Completion completion, StreamMetadata metadata) {
    return new Ending(
        null, Outcome.COMPLETED, completion, null, metadata.events(), metadata.bytes());
  }

  static Ending failed(StreamException e) {
    var metadata = e.metadata();
    return new Ending(
        null, metadata.outcome(), e.partial(), Failure.of(e), metadata.events(), metadata.bytes());
  }

  /** Says on standard error what is to be said about it. */
  void tell(Shell shell) {
    var of = file == null ? "" : file + ": ";
    if (failure != null) {
      shell.tell(of + failure);
    }
    if (completion.cut()) {
      shell.tell(
          of
              + "the summary is cut: no more of an answer is kept than Limits.maxPartialBytes"
              + " allows");
    }
  }

  Ending withFailure(Failure other) {
    return new Ending(file, outcome, completion, other, events, bytes);
  }

  Ending ofFile(String name, long size) {
    return new Ending(name, outcome, completion, failure, events, size);
  }
}
