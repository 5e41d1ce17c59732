package dev.penstock;

import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.Unknown;
import dev.penstock.StreamEvent.UsageUpdate;
import dev.penstock.framing.Frame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Lets a normalizer make events of frames, and decides what ends the answer.
 *
 * <p>A finish reason is held back: more may follow it, another reason too. It becomes the one
 * {@link Finish} event, the last, at the terminal mark or when the body ends after it. A body that
 * ends with neither is incomplete.
 */
final class EventDecoder implements FrameDecoder<StreamEvent>, EventSink {
  private final Normalizer normalizer;
  private final boolean unknownEvents;
  private final Secrets secrets;
  private final Meter meter;
  private final ArrayDeque<StreamEvent> events = new ArrayDeque<>(8);

  private @Nullable FinishReason reason;
  private @Nullable String rawReason;
  private boolean complete;
  private @Nullable Fault fault;

  EventDecoder(Normalizer normalizer, boolean unknownEvents, Secrets secrets, Meter meter) {
    this.normalizer = normalizer;
    this.secrets = secrets;
    this.unknownEvents = unknownEvents;
    this.meter = meter;
  }

  @Override
  public void decode(Frame frame) {
    normalizer.accept(frame, this);
  }

  @Override
  public void bodyEnded() {
    if (complete || fault != null) {
      return;
    }
    normalizer.bodyEnded(this);
    if (complete || fault != null) {
      return;
    }
    if (reason != null) {
      end();
    } else {
      fault =
          new Fault.Incomplete(
              meter.bytes() == 0
                  ? "the response has no body"
                  : "the stream ended before the answer did: no finish reason and no terminal mark"
                      + " came",
              null);
    }
  }

  @Override
  public @Nullable StreamEvent poll() {
    return events.poll();
  }

  @Override
  public boolean mayBeComplete() {
    return reason != null;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public @Nullable Fault fault() {
    return fault;
  }

  @Override
  public void event(StreamEvent event) {
    if (event instanceof Finish) {
      throw new IllegalArgumentException(
          "a normalizer gives its finish reason to finish(), not as an event");
    }
    if (!complete) {
      events.add(event);
    }
  }

  @Override
  public void usage(Usage usage) {
    var merged = meter.usage().merge(usage);
    if (!complete && !merged.equals(meter.usage())) {
      meter.usage(merged);
      events.add(new UsageUpdate(merged));
    }
  }

  @Override
  public void finish(FinishReason reason, @Nullable String raw) {
    if (!complete) {
      this.reason = reason;
      rawReason = raw;
      meter.finish(reason, raw);
    }
  }

  @Override
  public void end() {
    if (complete || fault != null) {
      return;
    }
    var last = reason == null ? FinishReason.UNKNOWN : reason;
    if (last == FinishReason.ERROR) {
      fault =
          new Fault.Provider(
              new ProviderError(
                  "finish_reason",
                  rawReason,
                  "the provider ended the answer with an error it gave no words for",
                  /* retryable= */ true));
      return;
    }
    complete = true;
    events.add(new Finish(last, rawReason));
  }

  @Override
  public void error(ProviderError error) {
    if (!complete && fault == null) {
      fault = new Fault.Provider(secrets.redact(error));
    }
  }

  @Override
  public void unknown(Frame frame) {
    if (unknownEvents && !complete) {
      events.add(new Unknown(frame.dataAsString()));
    }
  }

  @Override
  public void model(String model) {
    meter.model(model);
  }

  @Override
  public void responseId(String id) {
    meter.responseId(id);
  }
}
