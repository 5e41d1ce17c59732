package dev.penstock.cohere;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import dev.penstock.json.JsonNormalizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Cohere's Chat, version 2.
 *
 * @see <a href="https://docs.cohere.com/v2/docs/streaming">Streaming</a>
 */
final class CohereNormalizer extends JsonNormalizer {
  /*
   * event = { type, id?, index?, delta?: { message? } }                                all but the last
   *       / { type: message-end, delta: { finish_reason, usage, error?, error_type? } }
   * whole = { id, message, finish_reason, usage }                                      a complete answer
   *
   * What a message says, CohereMessage tells: a delta's has one thing in it, a complete answer's has everything.
   */
  private final CohereMessage message = new CohereMessage();
  private @Nullable String finish;

  CohereNormalizer(Limits limits) {
    super(limits, Pieces.HANDED_ON);
  }

  @Override
  protected boolean read(Frame frame, EventSink sink) {
    var type = json.discriminator("type");
    return switch (type) {
      case "message-start",
          "content-start",
          "content-delta",
          "content-end",
          "tool-call-start",
          "tool-call-delta",
          "tool-call-end",
          "citation-start",
          "citation-end" ->
          event(sink);
      case "message-end" -> {
        boolean known = event(sink);
        finish(sink);
        yield known;
      }
      case null -> {
        boolean known = event(sink);
        finish(sink);
        yield known && (finish != null || !message.isEmpty());
      }
      // The plan that goes with calls of tools is neither text nor thinking.
      default -> {
        for (var name = json.firstField(); name != null; name = json.nextField()) {
          error.take(name, json);
        }
        yield false;
      }
    };
  }

  private boolean event(EventSink sink) {
    message.clear();
    finish = null;
    long index = 0;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> responseId(sink);
        case "index" -> index = json.number(0);
        case "delta" -> {
          for (var field = json.firstField(); field != null; field = json.nextField()) {
            member(field, sink);
          }
        }
        default -> member(name, sink);
      }
    }
    return message.emit((int) index, sink);
  }

  private void member(String name, EventSink sink) {
    switch (name) {
      case "message" -> {
        if (json.isObject()) {
          message.read(json);
        } else {
          error.take(name, json);
        }
      }
      case "finish_reason" -> finish = json.word();
      case "usage" -> usage(sink);
      default -> error.take(name, json);
    }
  }

  private void finish(EventSink sink) {
    if (finish != null) {
      sink.finish(reason(finish), finish);
      if (!error.found()) {
        sink.end();
      }
    }
  }

  private void usage(EventSink sink) {
    var tokens = Usage.NONE;
    var billed = Usage.NONE;
    long cached = Usage.UNKNOWN;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "tokens" -> tokens = tokens();
        case "billed_units" -> billed = tokens();
        case "cached_tokens" -> cached = json.number(cached);
      }
    }
    var known = tokens.equals(Usage.NONE) ? billed : tokens;
    sink.usage(new Usage(known.inputTokens(), known.outputTokens(), Usage.UNKNOWN, cached));
  }

  private Usage tokens() {
    long input = Usage.UNKNOWN;
    long output = Usage.UNKNOWN;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "input_tokens" -> input = json.number(input);
        case "output_tokens" -> output = json.number(output);
      }
    }
    return new Usage(input, output, Usage.UNKNOWN, Usage.UNKNOWN);
  }

  private static FinishReason reason(String raw) {
    return switch (raw) {
      case "COMPLETE", "STOP_SEQUENCE" -> FinishReason.STOP;
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
      case "ERROR", "TIMEOUT" -> FinishReason.ERROR;
      default -> FinishReason.UNKNOWN;
    };
  }
}
