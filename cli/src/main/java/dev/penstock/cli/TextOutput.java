package dev.penstock.cli;

import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.framing.Frame;

/**
 * The answer's text and nothing else, byte for byte; several answers have a line end between them.
 */
final class TextOutput implements Output {
  private final DataOut out;
  private boolean inLine;
  private boolean separate;

  TextOutput(DataOut out) {
    this.out = out;
  }

  @Override
  public void event(StreamEvent event) {
    if (event instanceof TextDelta(var text)) {
      print(text);
    } else if (event instanceof RefusalDelta(var text)) {
      print(text);
    }
  }

  @Override
  public void frame(Frame frame) {
    print(frame.dataAsString() + "\n");
  }

  private void print(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (separate) {
      out.print("\n");
      separate = false;
    }
    out.print(text);
    inLine = !text.endsWith("\n");
  }

  @Override
  public void ended(Ending ending) {
    out.endText();
    separate = inLine;
  }
}
