package dev.penstock;

import dev.penstock.framing.FrameParser;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.spi.Headers;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Lends what a stream of events runs between the bytes and its reader. */
@NullMarked
public final class Decoding {
  private final FrameParser parser;
  private final EventDecoder decoder;

  /** Begins a stream. */
  public Decoding(Dialect dialect) {
    parser = dialect.framing().newParser(Limits.DEFAULT.maxFrameBytes());
    var request = StreamRequest.post("http://memory.test/").withDialect(dialect);
    decoder =
        new EventDecoder(
            dialect.normalizers().apply(Limits.DEFAULT),
            /* unknownEvents= */ false,
            new Secrets(Headers.none()),
            new Meter(new Signals(request, List.of())));
  }

  /** Takes a chunk. */
  public void feed(byte[] bytes, int offset, int length) {
    parser.feed(bytes, offset, length);
  }

  /** {@return the next event of what was fed; null if there is none} */
  public @Nullable StreamEvent next() {
    while (true) {
      var event = decoder.poll();
      if (event != null) {
        return event;
      }
      if (!parser.next()) {
        return null;
      }
      decoder.decode(parser);
    }
  }

  /** Ends the body, and {@return whether the answer is complete and there was no error in it} */
  public boolean isComplete() {
    parser.end(AtEnd.FLUSH);
    while (next() != null) {}
    decoder.bodyEnded();
    return decoder.isComplete();
  }
}
