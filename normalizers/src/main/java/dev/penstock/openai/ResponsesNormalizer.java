package dev.penstock.openai;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import dev.penstock.json.JsonNormalizer;
import dev.penstock.openai.Given.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenAI's Responses as OpenAI streams them, and as Azure, Bedrock, ChatGPT, DeepSeek, LM
 * Studio, OpenRouter and xAI do.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses-streaming">Streaming
 *     events</a>
 */
final class ResponsesNormalizer extends JsonNormalizer {
  /*
   * stream   = created { response } item* ( completed / incomplete / failed ) { response }         each "response.…"
   * item     = output_item.added { output_index, item } part* output_item.done { output_index, item }
   * part     = output_text.delta { content_index, delta }* output_text.done { text }               and with refusal,
   *            reasoning_summary_text, reasoning_text, function_call_arguments, custom_tool_call_input
   * response = { id, model, status, output: [item…], usage, incomplete_details, error }            alone: a complete answer
   *
   * Everything is said up to four times: by deltas, by the done of the part, by that of the item, and in the response. Not
   * all servers say it each time, so each says what was not given yet. What belongs together, output_index tells: ids
   * may change from event to event.
   */
  private final OutputItem item = new OutputItem();
  private final Given given = new Given();
  private boolean hasCalls;
  private boolean hasItems;

  ResponsesNormalizer(Limits limits) {
    super(limits, Pieces.HANDED_ON);
  }

  @Override
  protected boolean read(Frame frame, EventSink sink) {
    var type = json.discriminator("type");
    if (type == null) {
      return response(sink, /* last= */ true);
    }
    return switch (type) {
      case "response.created", "response.queued", "response.in_progress" ->
          lifecycle(sink, /* last= */ false);
      case "response.completed", "response.incomplete", "response.failed" ->
          lifecycle(sink, /* last= */ true);
      case "response.output_item.added" -> item(sink, /* done= */ false);
      case "response.output_item.done" -> item(sink, /* done= */ true);
      case "response.output_text.delta" -> delta(Kind.TEXT, sink);
      case "response.output_text.done" -> done(Kind.TEXT, sink);
      case "response.refusal.delta" -> delta(Kind.REFUSAL, sink);
      case "response.refusal.done" -> done(Kind.REFUSAL, sink);
      case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
          delta(Kind.THINKING, sink);
      case "response.reasoning_summary_text.done", "response.reasoning_text.done" ->
          done(Kind.THINKING, sink);
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
          delta(Kind.ARGUMENTS, sink);
      case "response.function_call_arguments.done", "response.custom_tool_call_input.done" ->
          done(Kind.ARGUMENTS, sink);
      case "response.output_text.annotation.added" -> annotation(sink);
      case "response.content_part.added",
          "response.content_part.done",
          "response.reasoning_summary_part.added",
          "response.reasoning_summary_part.done",
          "response.reasoning_part.added",
          "response.reasoning_part.done",
          "keepalive" ->
          true;
      case "error" -> {
        error.setFound();
        yield other();
      }
      default -> other();
    };
  }

  private boolean other() {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      error.take(name, json);
    }
    return false;
  }

  private boolean lifecycle(EventSink sink, boolean last) {
    boolean known = true;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals("response")) {
        known = response(sink, last);
      }
    }
    return known;
  }

  private boolean response(EventSink sink, boolean last) {
    boolean known = true;
    String status = null;
    String incompleteReason = null;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> responseId(sink);
        case "model" -> model(sink);
        case "status" -> status = json.word();
        case "output" -> known = !last || hasItems || output(sink);
        case "usage" -> usage(sink);
        case "incomplete_details" -> incompleteReason = json.textOf("reason");
        case "error" -> error.takeError(json);
      }
    }
    if (status == null) {
      return false;
    }
    if (last) {
      sink.finish(reason(status, incompleteReason), status);
      if (!error.found()) {
        sink.end();
      }
    }
    return known;
  }

  private boolean output(EventSink sink) {
    boolean known = true;
    int index = 0;
    for (boolean more = json.firstElement(); more; more = json.nextElement()) {
      item.read(json);
      hasCalls |= item.isCall();
      known &= item.emitDone(index++, given, sink);
    }
    return known;
  }

  private boolean item(EventSink sink, boolean done) {
    turningPoint();
    hasItems = true;
    item.clear();
    int index = 0;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "output_index" -> index = (int) json.number(0);
        case "item" -> item.read(json);
      }
    }
    hasCalls |= item.isCall();
    return done ? item.emitDone(index, given, sink) : item.emitAdded(index, given, sink);
  }

  private boolean delta(Kind kind, EventSink sink) {
    return piece(kind, /* done= */ false, sink);
  }

  private boolean done(Kind kind, EventSink sink) {
    return piece(kind, /* done= */ true, sink);
  }

  private boolean piece(Kind kind, boolean done, EventSink sink) {
    int index = 0;
    int part = 0;
    String value = null;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "output_index" -> index = (int) json.number(0);
        case "content_index", "summary_index" -> part = (int) json.number(0);
        case "delta" -> value = done ? value : json.text();
        case "text", "refusal", "arguments", "input" -> value = done ? json.text() : value;
      }
    }
    if (value == null || (done && given.has(kind, index, part))) {
      return true;
    }
    if (done) {
      turningPoint();
    }
    hasItems = true;
    given.add(kind, index, part);
    sink.event(
        switch (kind) {
          case TEXT -> new TextDelta(value);
          case REFUSAL -> new RefusalDelta(value);
          case THINKING -> new ThinkingDelta(value);
          case CALL, ARGUMENTS -> new ToolCallDelta(index, null, null, value);
        });
    return true;
  }

  private boolean annotation(EventSink sink) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals("annotation") && json.isObject()) {
        sink.event(new Citation(json.raw()));
      }
    }
    return true;
  }

  private void usage(EventSink sink) {
    long input = Usage.UNKNOWN;
    long output = Usage.UNKNOWN;
    long reasoning = Usage.UNKNOWN;
    long cached = Usage.UNKNOWN;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "input_tokens" -> input = json.number(input);
        case "output_tokens" -> output = json.number(output);
        case "input_tokens_details" -> cached = json.numberOf("cached_tokens", cached);
        case "output_tokens_details" -> reasoning = json.numberOf("reasoning_tokens", reasoning);
      }
    }
    sink.usage(new Usage(input, output, reasoning, cached));
  }

  private FinishReason reason(String status, @Nullable String incompleteReason) {
    return switch (status) {
      case "completed" -> hasCalls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "incomplete" ->
          "content_filter".equals(incompleteReason)
              ? FinishReason.CONTENT_FILTER
              : FinishReason.LENGTH;
      case "failed" -> FinishReason.ERROR;
      default -> FinishReason.UNKNOWN;
    };
  }
}
