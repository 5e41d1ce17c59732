package dev.penstock.gemini;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import dev.penstock.json.JsonNormalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code GenerateContentResponse}s of Gemini.
 *
 * @see <a
 *     href="https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse">GenerateContentResponse</a>
 */
final class GenerateNormalizer extends JsonNormalizer {
  /*
   * response  = { candidates: [candidate…], promptFeedback: { blockReason? }, usageMetadata, modelVersion, responseId }
   * candidate = { index?, content: { parts: [part…] }, finishReason?, citationMetadata?, groundingMetadata? }
   * part      = { text, thought? } / { functionCall } / others, and each with a thoughtSignature?
   *
   * There is no terminal mark, and a finish reason may come with every response. Calls are whole, or in pieces:
   *
   *   functionCall = { name, args?, id? }
   *   functionCall = { name, willContinue } { partialArgs: [{ jsonPath, …Value }…], willContinue }* { }?
   *
   * The finish reason of an answer with calls is STOP all the same.
   */
  private final List<StreamEvent> events = new ArrayList<>();
  private final FunctionCall call = new FunctionCall();
  private final int maxDepth;
  private final int maxArgumentBytes;

  private int calls;
  private @Nullable PartialArguments partial;
  private boolean unknown;

  GenerateNormalizer(Limits limits) {
    super(limits, Pieces.HANDED_ON);
    maxDepth = limits.maxJsonDepth();
    maxArgumentBytes = limits.maxFrameBytes();
  }

  @Override
  protected boolean read(Frame frame, EventSink sink) {
    boolean known = false;
    unknown = false;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "candidates" -> {
          known = true;
          for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            candidate(sink);
          }
        }
        case "usageMetadata" -> {
          known = true;
          usage(sink);
        }
        case "promptFeedback" -> {
          known = true;
          promptFeedback(sink);
        }
        case "modelVersion" -> model(sink);
        case "responseId" -> responseId(sink);
        default -> error.take(name, json);
      }
    }
    return known && !unknown;
  }

  @Override
  public void bodyEnded(EventSink sink) {
    events.clear();
    endPartialCall();
    events.forEach(sink::event);
  }

  private void promptFeedback(EventSink sink) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals("blockReason")) {
        var reason = json.scalar();
        if (reason != null) {
          sink.finish(FinishReason.CONTENT_FILTER, reason);
        }
      }
    }
  }

  private void candidate(EventSink sink) {
    events.clear();
    int callsBefore = calls;
    long index = 0;
    String finish = null;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "index" -> index = json.number(0);
        case "content" -> content();
        case "finishReason" -> finish = json.scalar();
        case "citationMetadata" -> citations("citationSources", "citations");
        case "groundingMetadata" -> citations("groundingChunks", "groundingChunks");
      }
    }
    if (index != 0) {
      calls = callsBefore;
      unknown = true;
      return;
    }
    if (finish != null) {
      endPartialCall();
    }
    for (int i = 0; i < events.size(); i++) {
      sink.event(events.get(i));
    }
    if (finish != null) {
      var reason = reason(finish);
      sink.finish(
          reason == FinishReason.STOP && calls > 0 ? FinishReason.TOOL_CALLS : reason, finish);
    }
  }

  private void content() {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals("parts")) {
        for (boolean more = json.firstElement(); more; more = json.nextElement()) {
          part();
        }
      }
    }
  }

  private void part() {
    String text = null;
    String signature = null;
    boolean thought = false;
    boolean hasCall = false;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "text" -> text = json.text();
        case "thought" -> thought = json.isTrue();
        case "thoughtSignature" -> signature = json.text();
        case "functionCall" -> {
          hasCall = json.isObject();
          call.read(json);
        }
        default -> unknown |= json.skipContent();
      }
    }
    if (text != null) {
      events.add(thought ? new ThinkingDelta(text) : new TextDelta(text));
    }
    if (hasCall) {
      functionCall();
    }
    // After the call that it signs, so that it can be sent back there.
    if (signature != null) {
      events.add(new ThinkingSignature(signature));
    }
  }

  private void functionCall() {
    turningPoint();
    if (call.name() != null || call.id() != null) {
      endPartialCall();
      events.add(new ToolCallDelta(calls, call.id(), call.name(), call.arguments()));
      if (call.continues() || call.hasPieces()) {
        partial = new PartialArguments(maxDepth, maxArgumentBytes);
      } else {
        calls++;
      }
    }
    if (partial != null) {
      partial.add(call.pieces());
      if (!call.continues()) {
        endPartialCall();
      }
    }
  }

  private void endPartialCall() {
    if (partial != null) {
      var arguments = partial.toJson();
      if (!arguments.isEmpty()) {
        events.add(new ToolCallDelta(calls, null, null, arguments));
      }
      partial = null;
      calls++;
    }
  }

  private void citations(String oneName, String otherName) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals(oneName) || name.equals(otherName)) {
        for (boolean more = json.firstElement(); more; more = json.nextElement()) {
          events.add(new Citation(json.raw()));
        }
      }
    }
  }

  private void usage(EventSink sink) {
    long input = Usage.UNKNOWN;
    long output = Usage.UNKNOWN;
    long thoughts = Usage.UNKNOWN;
    long cached = Usage.UNKNOWN;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "promptTokenCount" -> input = json.count(input);
        case "candidatesTokenCount" -> output = json.count(output);
        case "thoughtsTokenCount" -> thoughts = json.count(thoughts);
        case "cachedContentTokenCount" -> cached = json.count(cached);
      }
    }
    sink.usage(new Usage(input, output, thoughts, cached));
  }

  private static FinishReason reason(String raw) {
    return switch (raw) {
      // Clients that ask for "enum-encoding=int" get numbers, of which AI Studio and Vertex AI
      // share these.
      case "STOP", "1" -> FinishReason.STOP;
      case "MAX_TOKENS", "2" -> FinishReason.LENGTH;
      case "SAFETY",
          "3",
          "RECITATION",
          "4",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          FinishReason.CONTENT_FILTER;
      case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" ->
          FinishReason.MALFORMED;
      default -> FinishReason.UNKNOWN;
    };
  }
}
