package dev.penstock.cli;

import dev.penstock.Completion;
import dev.penstock.Dialect;
import dev.penstock.Limits;
import dev.penstock.Outcome;
import dev.penstock.Penstock;
import dev.penstock.RetryPolicy;
import dev.penstock.StreamOptions;
import dev.penstock.StreamRequest;
import dev.penstock.Timeouts;
import dev.penstock.framing.Frame;
import dev.penstock.framing.FrameParser;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.Framing;
import dev.penstock.framing.FramingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a captured body can be in. */
sealed interface Format {

  /** {@return how it is shown where nobody says} */
  Output.Kind usualOutput();

  /**
   * Reads an input to its end.
   *
   * @param input the input
   * @param chunkSize how many bytes to read at once
   * @param output shows what is read, but not the ending
   */
  Ending decode(Input input, int chunkSize, Output output);

  /**
   * The streams of a provider, read exactly as if they came from a server.
   *
   * @param dialect how
   */
  record OfProvider(Dialect dialect) implements Format {
    private static final Timeouts NO_CLOCKS =
        new Timeouts(
            Timeouts.OFF, Timeouts.OFF, Timeouts.OFF, Timeouts.OFF, Timeouts.OFF, Timeouts.OFF);

    @Override
    public Output.Kind usualOutput() {
      return Output.Kind.TEXT;
    }

    @Override
    public Ending decode(Input input, int chunkSize, Output output) {
      var request =
          StreamRequest.get("http://input.invalid/")
              .withDialect(dialect)
              .withBackend(new InputBackend(input, chunkSize))
              .withOptions(options -> offline(options, output));
      try (var penstock = Penstock.create()) {
        var ending = StreamReader.read(() -> penstock.open(request), output, (event, stream) -> {});
        var failure = ending.failure();
        return failure != null && failure.kind().equals("connection")
            ? ending.withFailure(Failure.ofInput(failure.message()))
            : ending;
      }
    }

    private static StreamOptions offline(StreamOptions options, Output output) {
      return StreamReader.options(options, output)
          .withTimeouts(NO_CLOCKS)
          .withRetry(RetryPolicy.NONE);
    }
  }

  /**
   * A framing, with no provider's meaning.
   *
   * @param framing the framing
   * @param atEnd what becomes of an unfinished frame
   */
  record Bare(Framing framing, AtEnd atEnd) implements Format {

    @Override
    public Output.Kind usualOutput() {
      return Output.Kind.EVENTS;
    }

    @Override
    public Ending decode(Input input, int chunkSize, Output output) {
      var reading = new Reading(framing, output);
      return reading.ending(reading.read(input, new byte[chunkSize], atEnd), input.bytes());
    }

    /** The reading of one input. */
    private static final class Reading {
      private final boolean straysAreFaults;
      private final FrameParser parser;
      private final Output output;
      private long frames;
      private @Nullable Failure stray;

      Reading(Framing framing, Output output) {
        // Lines that are no field belong to server-sent events: the rules say to pass over them.
        straysAreFaults = !framing.equals(Framing.sse());
        parser = framing.newParser(Limits.DEFAULT.maxFrameBytes());
        this.output = output;
      }

      @Nullable Failure read(Input input, byte[] buffer, AtEnd atEnd) {
        try {
          for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            parser.feed(buffer, 0, count);
            showFrames();
          }
          parser.end(atEnd);
          showFrames();
          return stray;
        } catch (FramingException e) {
          return Failure.of(e);
        } catch (IOException e) {
          return Failure.ofInput(String.valueOf(e.getMessage()));
        }
      }

      private void showFrames() {
        while (parser.next()) {
          if (parser.kind() != Frame.Kind.STRAY) {
            frames++;
            output.frame(parser);
          } else if (straysAreFaults && stray == null) {
            stray =
                Failure.malformed(
                    "what begins at byte "
                        + parser.offset()
                        + " does not belong there or is no JSON");
          }
        }
      }

      Ending ending(@Nullable Failure failure, long bytes) {
        var outcome = failure == null ? Outcome.COMPLETED : Outcome.FAILED;
        if (failure != null && failure.kind().equals("incomplete")) {
          outcome = Outcome.INCOMPLETE;
        }
        return new Ending(null, outcome, Completion.EMPTY, failure, frames, bytes);
      }
    }
  }
}
