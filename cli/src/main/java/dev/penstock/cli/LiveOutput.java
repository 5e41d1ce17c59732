package dev.penstock.cli;

import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.RedactedThinking;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.framing.Frame;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as somebody who watches wants it: thinking dimmed, or named where there are no colours,
 * and tool calls in boxes, or as calls where there is no terminal; each on lines of its own.
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
  private final Map<Integer, String> tools = new HashMap<>();
  private Block block = Block.NONE;
  private int tool;
  private @Nullable Box box;
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
        thinking();
        print(text, style.dim(Style.harmless(text)));
      }
      case RedactedThinking ignored -> {
        thinking();
        print("…", style.dim("[encrypted]"));
      }
      case ToolCallDelta call -> toolCall(call);
      default -> {}
    }
  }

  private void text(String text) {
    begin(Block.TEXT);
    print(text, Style.harmless(text));
  }

  private void thinking() {
    if (block != Block.THINKING) {
      begin(Block.THINKING);
      if (!style.colours()) {
        print("…", "(thinking) ");
      }
    }
  }

  private void toolCall(ToolCallDelta call) {
    var name = call.name();
    if (name != null || block != Block.TOOL_CALL || tool != call.index()) {
      end();
      beginCall(call.index(), name);
    }
    var arguments = call.arguments();
    if (box != null) {
      box.print(arguments);
    } else {
      print(arguments, style.call(Style.harmless(arguments)));
    }
  }

  /** Begins a call, or goes on with one that another came into. */
  private void beginCall(int index, @Nullable String name) {
    begin(Block.TOOL_CALL);
    tool = index;
    if (name != null) {
      tools.put(index, Style.harmless(name));
    }
    var title = tools.getOrDefault(index, "") + (name == null ? "…" : "");
    if (style.terminal() && style.columns() >= Box.LEAST_COLUMNS) {
      box = Box.open(out, style, title);
    } else {
      var opening = "→ " + title + "(";
      print(opening, style.call(opening));
    }
  }

  @Override
  public void frame(Frame frame) {
    out.println(Style.harmless(frame.dataAsString()));
  }

  @Override
  public void ended(Ending ending) {
    end();
    tools.clear();
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
    if (box != null) {
      box.close();
      box = null;
    } else if (block == Block.TOOL_CALL) {
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
