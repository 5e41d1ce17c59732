package dev.penstock.json;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import org.jspecify.annotations.Nullable;

/** Hands on what a normalizer says of one frame, and notes what that was. */
final class Observer implements EventSink {
  private final EventSink sink;
  private @Nullable StreamEvent event;
  private @Nullable Usage usage;
  private boolean usageFirst;
  private boolean more;
  private boolean last;

  Observer(EventSink sink) {
    this.sink = sink;
  }

  /** {@return the one event, if there was nothing else but usage; else null} */
  @Nullable StreamEvent onlyEvent() {
    return more ? null : event;
  }

  /** {@return whether there may be no other frame after it} */
  boolean isLast() {
    return last;
  }

  @Nullable Usage usage() {
    return usage;
  }

  boolean usageFirst() {
    return usageFirst;
  }

  @Override
  public void event(StreamEvent one) {
    more |= event != null;
    event = one;
    sink.event(one);
  }

  @Override
  public void usage(Usage one) {
    more |= usage != null;
    usage = one;
    usageFirst = event == null;
    sink.usage(one);
  }

  @Override
  public void finish(FinishReason reason, @Nullable String raw) {
    more = true;
    last = true;
    sink.finish(reason, raw);
  }

  @Override
  public void end() {
    more = true;
    last = true;
    sink.end();
  }

  @Override
  public void error(ProviderError error) {
    more = true;
    sink.error(error);
  }

  @Override
  public void unknown(Frame frame) {
    more = true;
    sink.unknown(frame);
  }

  @Override
  public void model(String model) {
    more = true;
    sink.model(model);
  }

  @Override
  public void responseId(String id) {
    more = true;
    sink.responseId(id);
  }
}
