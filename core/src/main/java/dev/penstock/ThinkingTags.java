package dev.penstock;

import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.framing.ByteSlice;
import dev.penstock.framing.Frame;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A normalizer whose text is thinking between two tags. */
final class ThinkingTags implements Normalizer {
  /*
   * stream = text (open thinking close text)* (open thinking)?
   *
   * Invariant: held is a proper prefix of the tag that is looked for, so it is shorter than that. It is given as what it
   * turns out to be: with the text that follows it; or, as it is, before any other event, so that order stays, and at
   * the end. Usage and the like have no place in that order. A finish reason is not the end: more may follow.
   */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]+");

  private final Normalizer normalizer;
  private final String open;
  private final String close;
  private boolean inside;
  private String held = "";
  private @Nullable Filter filter;

  ThinkingTags(Normalizer normalizer, String tag) {
    this.normalizer = normalizer;
    open = "<" + tag + ">";
    close = "</" + tag + ">";
  }

  static void check(String tag) {
    if (!NAME.matcher(tag).matches()) {
      throw new IllegalArgumentException("\"" + tag + "\" is no name of a tag, such as \"think\"");
    }
  }

  @Override
  public void accept(Frame frame, EventSink sink) {
    try {
      normalizer.accept(frame, filtered(sink));
    } catch (RuntimeException e) {
      giveHeld(sink);
      throw e;
    }
  }

  @Override
  public void bodyEnded(EventSink sink) {
    normalizer.bodyEnded(filtered(sink));
    giveHeld(sink);
  }

  @Override
  public @Nullable ProviderError errorBody(int status, ByteSlice body) {
    return normalizer.errorBody(status, body);
  }

  @SuppressWarnings("ReferenceEquality")
  private Filter filtered(EventSink sink) {
    var last = filter;
    if (last == null || last.sink != sink) {
      last = new Filter(sink);
      filter = last;
    }
    return last;
  }

  private void text(TextDelta delta, EventSink sink) {
    if (!inside && held.isEmpty() && delta.value().indexOf('<') < 0) {
      sink.event(delta);
      return;
    }
    var text = held + delta.value();
    int from = 0;
    for (int at = text.indexOf(tag()); at >= 0; at = text.indexOf(tag(), from)) {
      give(text.substring(from, at), sink);
      from = at + tag().length();
      inside = !inside;
    }
    int to = text.lastIndexOf('<');
    if (to < from || !tag().startsWith(text.substring(to))) {
      to = text.length();
    }
    held = text.substring(to);
    give(text.substring(from, to), sink);
  }

  /** {@return the tag that is looked for} */
  private String tag() {
    return inside ? close : open;
  }

  private void give(String piece, EventSink sink) {
    if (!piece.isEmpty()) {
      sink.event(inside ? new ThinkingDelta(piece) : new TextDelta(piece));
    }
  }

  private void giveHeld(EventSink sink) {
    give(held, sink);
    held = "";
  }

  private final class Filter implements EventSink {
    private final EventSink sink;

    Filter(EventSink sink) {
      this.sink = sink;
    }

    @Override
    public void event(StreamEvent event) {
      if (event instanceof TextDelta delta) {
        text(delta, sink);
      } else {
        giveHeld(sink);
        sink.event(event);
      }
    }

    @Override
    public void end() {
      giveHeld(sink);
      sink.end();
    }

    @Override
    public void error(ProviderError error) {
      giveHeld(sink);
      sink.error(error);
    }

    @Override
    public void usage(Usage usage) {
      sink.usage(usage);
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
      sink.finish(reason, raw);
    }

    @Override
    public void unknown(Frame frame) {
      sink.unknown(frame);
    }

    @Override
    public void model(String model) {
      sink.model(model);
    }

    @Override
    public void responseId(String id) {
      sink.responseId(id);
    }
  }
}
