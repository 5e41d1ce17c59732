package dev.penstock.cli;

import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.RedactedThinking;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.framing.Frame;

/**
 * An answer as somebody who watches wants it: thinking dimmed, tool calls as calls, each on lines
 * of its own.
 */
final class LiveOutput implements Output {
  private enum Block {
    NONE,
    TEXT,
    THINKING,
    TOOL_CALL
  }

  private final DataOut out;
  private final Style style;
  private Block block = Block.NONE;
  private boolean inLine;

  LiveOutput(DataOut out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public void event(StreamEvent event) {
    switch (event) {
      case TextDelta(var text) -> text(text);
      case RefusalDelta(var text) -> text(text);
      case ThinkingDelta(var text) -> {
        begin(Block.THINKING);
        print(text, style.dim(Style.harmless(text)));
      }
      case RedactedThinking ignored -> {
        begin(Block.THINKING);
        print("…", style.dim("[thinking, encrypted]"));
      }
      case ToolCallDelta call -> toolCall(call);
      default -> {}
    }
  }

  private void text(String text) {
    begin(Block.TEXT);
    print(text, Style.harmless(text));
  }

  private void toolCall(ToolCallDelta call) {
    var name = call.name();
    if (name != null || block != Block.TOOL_CALL) {
      end();
      begin(Block.TOOL_CALL);
      var opening = "→ " + (name == null ? "" : Style.harmless(name)) + "(";
      print(opening, style.call(opening));
    }
    print(call.arguments(), style.call(Style.harmless(call.arguments())));
  }

  @Override
  public void frame(Frame frame) {
    out.println(Style.harmless(frame.dataAsString()));
  }

  @Override
  public void ended(Ending ending) {
    end();
  }

  private void begin(Block next) {
    if (block != next) {
      end();
      block = next;
    }
  }

  /** Ends the line, and the tool call if one is open. */
  void end() {
    out.endText();
    if (block == Block.TOOL_CALL) {
      print(")", style.call(")"));
    }
    if (inLine) {
      out.print("\n");
    }
    inLine = false;
    block = Block.NONE;
  }

  private void print(String text, String styled) {
    if (!text.isEmpty()) {
      out.print(styled);
      inLine = !text.endsWith("\n");
    }
  }
}
