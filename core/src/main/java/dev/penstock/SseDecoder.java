package dev.penstock;

import dev.penstock.framing.Frame;
import org.jspecify.annotations.Nullable;

/** Hands server-sent events on as they are. Such a stream is complete when its body has ended. */
final class SseDecoder implements FrameDecoder<ServerSentEvent> {
  private @Nullable ServerSentEvent event;
  private boolean complete;

  @Override
  public void decode(Frame frame) {
    if (frame.kind() == Frame.Kind.EVENT) {
      event = new ServerSentEvent(frame.type(), frame.dataAsString(), frame.id());
    }
  }

  @Override
  public void bodyEnded() {
    complete = true;
  }

  @Override
  public @Nullable ServerSentEvent poll() {
    var taken = event;
    event = null;
    return taken;
  }

  @Override
  public boolean mayBeComplete() {
    return false;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public @Nullable Fault fault() {
    return null;
  }
}
