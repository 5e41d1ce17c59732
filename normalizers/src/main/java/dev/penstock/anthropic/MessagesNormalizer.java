package dev.penstock.anthropic;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import dev.penstock.json.JsonNormalizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Anthropic's Messages.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/streaming">Streaming
 *     messages</a>
 */
final class MessagesNormalizer extends JsonNormalizer {
  /*
   * stream  = message_start { message } block* message_delta { delta: { stop_reason }, usage } message_stop
   * block   = content_block_start { index, content_block } content_block_delta { index, delta }* content_block_stop
   * message = { id, model, content: [content_block…], stop_reason, usage }       alone: a complete answer
   * delta   = text_delta { text } / thinking_delta { thinking } / signature_delta { signature }
   *         / input_json_delta { partial_json } / citations_delta { citation }
   *
   * and at any place: ping, error. The type of an event stands in its data too, which is what counts.
   *
   * A block's calls are the program's to run only if the block is a tool_use: the input of a server's own tools comes by
   * the same deltas. Blocks come one after the other.
   */
  private final ContentBlock block = new ContentBlock();

  /**
   * The block that was started last, and whether its input is that of a call for the program to
   * run.
   */
  private int current;

  private boolean currentIsCall;

  /**
   * Input that came whole with the start of the current block, to be given unless it comes by
   * deltas too.
   */
  private @Nullable String input;

  MessagesNormalizer(Limits limits) {
    super(limits, Pieces.HANDED_ON);
  }

  @Override
  protected boolean read(Frame frame, EventSink sink) {
    var type = json.discriminator("type");
    return switch (type) {
      case "message_start" -> messageStart(sink);
      case "message" -> message(sink, /* complete= */ true);
      case "content_block_start" -> blockStart(sink);
      case "content_block_delta" -> blockDelta(sink);
      case "content_block_stop" -> blockStop(sink);
      case "message_delta" -> messageDelta(sink);
      case "message_stop" -> {
        sink.end();
        yield true;
      }
      case "ping" -> true;
      case null, default -> {
        for (var name = json.firstField(); name != null; name = json.nextField()) {
          error.take(name, json);
        }
        yield false;
      }
    };
  }

  @Override
  public void bodyEnded(EventSink sink) {
    giveInput(sink);
  }

  private boolean messageStart(EventSink sink) {
    boolean known = true;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals("message")) {
        known = message(sink, /* complete= */ false);
      }
    }
    return known;
  }

  private boolean message(EventSink sink, boolean complete) {
    boolean known = true;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> responseId(sink);
        case "model" -> model(sink);
        case "content" -> known = content(sink);
        case "stop_reason" -> stopReason(sink);
        case "usage" -> usage(sink);
      }
    }
    if (complete) {
      sink.end();
    }
    return known;
  }

  private boolean content(EventSink sink) {
    boolean known = true;
    int index = 0;
    for (boolean more = json.firstElement(); more; more = json.nextElement()) {
      block.read(json);
      known &= block.emit(sink);
      if (block.isCall()) {
        sink.event(new ToolCallDelta(index, block.id(), block.name(), block.input()));
      }
      index++;
    }
    return known;
  }

  private boolean blockStart(EventSink sink) {
    giveInput(sink);
    block.clear();
    int index = 0;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "index" -> index = (int) json.number(0);
        case "content_block" -> block.read(json);
      }
    }
    turningPoint();
    current = index;
    currentIsCall = block.isCall();
    if (currentIsCall) {
      sink.event(new ToolCallDelta(index, block.id(), block.name(), ""));
      input = block.input().equals("{}") ? null : block.input();
    }
    return block.emit(sink);
  }

  private boolean blockStop(EventSink sink) {
    giveInput(sink);
    return true;
  }

  private void giveInput(EventSink sink) {
    if (input != null) {
      sink.event(new ToolCallDelta(current, null, null, input));
      input = null;
    }
  }

  private boolean blockDelta(EventSink sink) {
    int index = current;
    String type = null;
    String value = null;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "index" -> index = (int) json.number(current);
        case "delta" -> {
          for (var field = json.firstField(); field != null; field = json.nextField()) {
            switch (field) {
              case "type" -> type = json.word();
              case "text", "thinking", "partial_json", "signature" -> value = json.text();
              case "citation" -> value = json.isObject() ? json.raw() : null;
            }
          }
        }
      }
    }
    return delta(type, value == null ? "" : value, index, sink);
  }

  private boolean delta(@Nullable String type, String value, int index, EventSink sink) {
    boolean isInput = "input_json_delta".equals(type);
    if (isInput && index == current && !currentIsCall) {
      return false;
    }
    if (value.isEmpty()) {
      return true;
    }
    switch (type) {
      case "text_delta" -> sink.event(new TextDelta(value));
      case "thinking_delta" -> sink.event(new ThinkingDelta(value));
      case "signature_delta" -> sink.event(new ThinkingSignature(value));
      case "citations_delta" -> sink.event(new Citation(value));
      case "input_json_delta" -> {
        input = null;
        sink.event(new ToolCallDelta(index, null, null, value));
      }
      case null, default -> {
        return false;
      }
    }
    return true;
  }

  private boolean messageDelta(EventSink sink) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "delta" -> {
          for (var field = json.firstField(); field != null; field = json.nextField()) {
            if (field.equals("stop_reason")) {
              stopReason(sink);
            }
          }
        }
        case "usage" -> usage(sink);
      }
    }
    return true;
  }

  private void usage(EventSink sink) {
    long inputTokens = Usage.UNKNOWN;
    long output = Usage.UNKNOWN;
    long cached = Usage.UNKNOWN;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "input_tokens" -> inputTokens = json.number(inputTokens);
        case "output_tokens" -> output = json.number(output);
        case "cache_read_input_tokens" -> cached = json.number(cached);
      }
    }
    sink.usage(new Usage(inputTokens, output, Usage.UNKNOWN, cached));
  }

  private void stopReason(EventSink sink) {
    var raw = json.text();
    if (raw != null) {
      sink.finish(reason(raw), raw);
    }
  }

  private static FinishReason reason(String raw) {
    return switch (raw) {
      case "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "pause_turn", "compaction" -> FinishReason.PAUSE;
      case "refusal" -> FinishReason.REFUSAL;
      default -> FinishReason.UNKNOWN;
    };
  }
}
