package dev.penstock.fuzz;

import dev.penstock.Dialect;
import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.Normalizer;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import dev.penstock.framing.FrameParser;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.FramingException;
import dev.penstock.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What framing and normalizer make of a body.
 *
 * @param said what the normalizer said, in order
 * @param characters how long the text of all that is
 */
record Reading(List<Object> said, long characters) {
  private static final Limits LIMITS = new Limits(64 << 10, 64 << 10, 64 << 10, 100, 1 << 20);

  /**
   * Reads a body. What a frame has thrown ends it, and must say that the input is broken: other
   * exceptions come through.
   *
   * @param sizes gives the next chunk's size for what is left
   */
  static Reading of(Dialect dialect, byte[] body, IntUnaryOperator sizes) {
    var parser = dialect.framing().newParser(LIMITS.maxFrameBytes());
    var normalizer = dialect.normalizers().apply(LIMITS);
    var sink = new Sink();
    try {
      int size;
      for (int at = 0; at < body.length && !sink.ended; at += size) {
        size = Math.min(body.length - at, sizes.applyAsInt(body.length - at));
        byte[] chunk = Arrays.copyOfRange(body, at, at + size);
        parser.feed(chunk);
        drain(parser, normalizer, sink);
        Arrays.fill(chunk, (byte) '#');
      }
      if (!sink.ended) {
        parser.end(AtEnd.FLUSH);
        drain(parser, normalizer, sink);
      }
      if (!sink.ended) {
        normalizer.bodyEnded(sink);
      }
    } catch (FramingException | MalformedJsonException e) {
      sink.said.add(e.toString());
    }
    return new Reading(sink.said, sink.characters);
  }

  private static void drain(FrameParser parser, Normalizer normalizer, Sink sink) {
    while (!sink.ended && parser.next()) {
      normalizer.accept(parser, sink);
    }
  }

  private static final class Sink implements EventSink {
    private final List<Object> said = new ArrayList<>();
    private long characters;
    private boolean ended;

    private void say(Object what) {
      said.add(what);
      characters += what.toString().length();
    }

    @Override
    public void event(StreamEvent event) {
      say(event);
    }

    @Override
    public void usage(Usage usage) {
      said.add(usage);
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
      say(reason + " " + raw);
    }

    @Override
    public void end() {
      said.add("end");
      ended = true;
    }

    @Override
    public void error(ProviderError error) {
      say(error);
      ended = true;
    }

    @Override
    public void unknown(Frame frame) {
      said.add(frame.dataAsString());
    }

    @Override
    public void model(String model) {
      say(model);
    }

    @Override
    public void responseId(String id) {
      say(id);
    }
  }
}
