package dev.penstock.gemini;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import dev.penstock.json.JsonNormalizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Gemini's Interactions.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/interactions/streaming">Streaming
 *     interactions</a>
 */
final class InteractionsNormalizer extends JsonNormalizer {
  /*
   * stream      = interaction.created { interaction } step* interaction.completed { interaction } "[DONE]"?
   * step        = step.start { index, step } step.delta { index, delta }* step.stop { index }
   * interaction = { id, model, status, usage?, steps?: [step…] }                 alone: a complete answer
   * step, delta: see Step
   *
   * Before May 2026 it was interaction.start, content.start { content }, content.delta, …, interaction.complete.
   * What an event is, its event_type says.
   */
  private final Step step = new Step();

  /**
   * Arguments that came whole with the start of a call, to be given unless they come by deltas too.
   */
  private @Nullable String arguments;

  private long argumentsIndex;

  InteractionsNormalizer(Limits limits) {
    super(limits, Pieces.HANDED_ON);
  }

  @Override
  protected boolean read(Frame frame, EventSink sink) {
    var type = json.discriminator("event_type");
    if (type == null) {
      return interaction(sink, /* streamed= */ false);
    }
    return switch (type) {
      case "interaction.created", "interaction.start" -> lifecycle(sink, /* complete= */ false);
      case "interaction.completed", "interaction.complete" -> lifecycle(sink, /* complete= */ true);
      case "interaction.status_update" -> true;
      case "step.start", "content.start" -> start(sink);
      case "step.delta", "content.delta" -> delta(sink);
      case "step.stop", "content.stop" -> {
        giveArguments(sink);
        yield true;
      }
      default -> {
        for (var name = json.firstField(); name != null; name = json.nextField()) {
          error.take(name, json);
        }
        yield false;
      }
    };
  }

  @Override
  public void bodyEnded(EventSink sink) {
    giveArguments(sink);
  }

  private boolean lifecycle(EventSink sink, boolean complete) {
    boolean known = true;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals("interaction")) {
        known = interaction(sink, /* streamed= */ true);
      } else {
        error.take(name, json);
      }
    }
    if (complete) {
      giveArguments(sink);
      if (!error.found()) {
        sink.end();
      }
    }
    return known;
  }

  private boolean interaction(EventSink sink, boolean streamed) {
    boolean known = streamed;
    String status = null;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> responseId(sink);
        case "model" -> model(sink);
        case "status" -> status = json.word();
        case "usage" -> usage(sink);
        case "steps", "outputs" -> {
          // What was streamed stands here again.
          known = streamed || steps(sink);
        }
        case "error" -> error.takeError(json);
      }
    }
    if (status != null && !status.equals("in_progress")) {
      known = true;
      sink.finish(reason(status), status);
    }
    return known;
  }

  private boolean steps(EventSink sink) {
    boolean known = true;
    int index = 0;
    for (boolean more = json.firstElement(); more; more = json.nextElement()) {
      step.read(json);
      known &= step.emit(index++, sink);
    }
    return known;
  }

  private boolean start(EventSink sink) {
    giveArguments(sink);
    step.clear();
    long index = 0;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "index" -> index = json.number(0);
        case "step", "content" -> step.read(json);
      }
    }
    turningPoint();
    argumentsIndex = index;
    arguments = step.holdArguments();
    return step.emit((int) index, sink);
  }

  private boolean delta(EventSink sink) {
    step.clear();
    long index = 0;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "index" -> index = json.number(0);
        case "delta" -> step.read(json);
      }
    }
    if (step.hasArguments()) {
      arguments = null;
    }
    return step.emit((int) index, sink);
  }

  private void giveArguments(EventSink sink) {
    if (arguments != null) {
      sink.event(new ToolCallDelta((int) argumentsIndex, null, null, arguments));
      arguments = null;
    }
  }

  private void usage(EventSink sink) {
    long input = Usage.UNKNOWN;
    long output = Usage.UNKNOWN;
    long thoughts = Usage.UNKNOWN;
    long cached = Usage.UNKNOWN;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "total_input_tokens" -> input = json.number(input);
        case "total_output_tokens" -> output = json.number(output);
        case "total_thought_tokens" -> thoughts = json.number(thoughts);
        case "total_cached_tokens" -> cached = json.number(cached);
      }
    }
    sink.usage(new Usage(input, output, thoughts, cached));
  }

  private static FinishReason reason(String status) {
    return switch (status) {
      case "completed" -> FinishReason.STOP;
      case "requires_action" -> FinishReason.TOOL_CALLS;
      case "incomplete" -> FinishReason.LENGTH;
      case "failed" -> FinishReason.ERROR;
      default -> FinishReason.UNKNOWN;
    };
  }
}
