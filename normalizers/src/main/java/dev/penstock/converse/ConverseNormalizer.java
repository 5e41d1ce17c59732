package dev.penstock.converse;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import dev.penstock.json.JsonNormalizer;

/**
 * Reads Bedrock's Converse.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html">ConverseStreamOutput</a>
 */
final class ConverseNormalizer extends JsonNormalizer {
  /*
   * stream = messageStart block* messageStop { stopReason } metadata { usage }
   * block  = contentBlockStart { contentBlockIndex, start }? contentBlockDelta { contentBlockIndex, delta }*
   *          contentBlockStop
   * whole  = { output: { message: { content: [content…] } }, stopReason, usage }       a complete answer
   *
   * What an event is, its message's header says; inside InvokeModelWithResponseStream it is the name of a member, with
   * the event as its value. start, delta and content: see ConverseContent.
   */
  private final ConverseContent content = new ConverseContent();

  private boolean finished;

  /**
   * The block that was started last, and whether its input is that of a call for the program to
   * run.
   */
  private int current;

  private boolean currentIsCall = true;

  ConverseNormalizer(Limits limits) {
    super(limits, Pieces.HANDED_ON);
  }

  @Override
  protected boolean read(Frame frame, EventSink sink) {
    return isEvent(frame.type()) ? event(frame.type(), sink) : members(sink);
  }

  private static boolean isEvent(String name) {
    return switch (name) {
      case "messageStart",
          "contentBlockStart",
          "contentBlockDelta",
          "contentBlockStop",
          "messageStop",
          "metadata" ->
          true;
      default -> false;
    };
  }

  private boolean members(EventSink sink) {
    boolean known = false;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (isEvent(name)) {
        known = event(name, sink);
      } else {
        switch (name) {
          case "output" -> known = output(sink);
          case "stopReason" -> stopReason(sink);
          case "usage" -> usage(sink);
          default -> error.take(name, json);
        }
      }
    }
    return known;
  }

  private boolean event(String type, EventSink sink) {
    return switch (type) {
      case "contentBlockStart" -> block(/* start= */ true, sink);
      case "contentBlockDelta" -> block(/* start= */ false, sink);
      case "messageStop", "metadata" -> end(type.equals("metadata"), sink);
      default -> true;
    };
  }

  private boolean block(boolean start, EventSink sink) {
    content.clear();
    int index = 0;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "contentBlockIndex" -> index = (int) json.number(0);
        case "start", "delta" -> content.read(json);
      }
    }
    if (start) {
      turningPoint();
      current = index;
      currentIsCall = content.isCall();
    }
    return content.emit(index, index != current || currentIsCall, sink);
  }

  private boolean end(boolean last, EventSink sink) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "stopReason" -> stopReason(sink);
        case "usage" -> usage(sink);
      }
    }
    if (last && finished) {
      sink.end();
    }
    return true;
  }

  private boolean output(EventSink sink) {
    boolean known = true;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals("message")) {
        for (var field = json.firstField(); field != null; field = json.nextField()) {
          if (field.equals("content")) {
            int index = 0;
            for (boolean more = json.firstElement(); more; more = json.nextElement()) {
              content.clear();
              content.read(json);
              known &= content.emit(index++, content.isCall(), sink);
            }
          }
        }
      }
    }
    return known;
  }

  private void usage(EventSink sink) {
    long input = Usage.UNKNOWN;
    long output = Usage.UNKNOWN;
    long cached = Usage.UNKNOWN;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "inputTokens" -> input = json.number(input);
        case "outputTokens" -> output = json.number(output);
        case "cacheReadInputTokens", "cacheReadInputTokenCount" -> cached = json.number(cached);
      }
    }
    sink.usage(new Usage(input, output, Usage.UNKNOWN, cached));
  }

  private void stopReason(EventSink sink) {
    var raw = json.text();
    if (raw != null) {
      finished = true;
      sink.finish(reason(raw), raw);
    }
  }

  private static FinishReason reason(String raw) {
    return switch (raw) {
      case "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
      case "malformed_model_output", "malformed_tool_use" -> FinishReason.MALFORMED;
      default -> FinishReason.UNKNOWN;
    };
  }
}
