package dev.penstock.openai;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import dev.penstock.json.JsonNormalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenAI's Chat Completions as OpenAI streams them, and as the servers do that are compatible
 * with it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">The chat completion
 *     chunk object</a>
 */
final class ChatNormalizer extends JsonNormalizer {
  /*
   * chunk   = { id, model, object, choices: [choice…], usage?, error? } / "[DONE]"
   * choice  = { index, delta, finish_reason? }           delta: see ChatDelta
   *
   * and elsewhere:
   *   message in place of delta       complete answers, Writer; Perplexity repeats the whole answer in it beside delta
   *   text in place of delta          legacy completions; Together repeats the piece in it beside delta
   *   x_groq.usage, choice.usage      Groq, Moonshot
   *   choice.error                    OpenRouter
   *   { object: "error", message, … } vLLM
   *
   * So a message or a text counts only in a stream that has shown no delta yet. An error beside a finish reason is held
   * back for one chunk, since OpenRouter tells the usage after it; how long that may take, the finish reason bounds.
   */
  private final ChatDelta delta = new ChatDelta();
  private final ChatDelta message = new ChatDelta();

  private boolean hasDeltas;
  private boolean finished;
  private boolean unknown;
  private @Nullable ProviderError held;

  ChatNormalizer(Limits limits) {
    super(limits, Pieces.HANDED_ON);
  }

  @Override
  public void accept(Frame frame, EventSink sink) {
    var error = held;
    super.accept(frame, sink);
    if (error != null) {
      sink.error(error);
    }
  }

  @Override
  public void bodyEnded(EventSink sink) {
    if (held != null) {
      sink.error(held);
    }
  }

  @Override
  protected void done(EventSink sink) {
    if (held == null) {
      sink.end();
    }
  }

  @Override
  protected void failed(ProviderError error, EventSink sink) {
    if (finished) {
      held = error;
    } else {
      sink.error(error);
    }
  }

  @Override
  protected boolean read(Frame frame, EventSink sink) {
    boolean known = false;
    unknown = false;
    finished = false;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> responseId(sink);
        case "model" -> model(sink);
        case "object" -> error.takeKind(json);
        case "choices" -> {
          known = true;
          for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            choice(sink);
          }
        }
        case "usage" -> {
          known = true;
          usage(sink);
        }
        case "x_groq" -> groq(sink);
        default -> error.take(name, json);
      }
    }
    return known && !unknown;
  }

  private void groq(EventSink sink) {
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "usage" -> usage(sink);
        case "error" -> error.takeError(json);
      }
    }
  }

  private void choice(EventSink sink) {
    long index = 0;
    String text = null;
    String finish = null;
    delta.clear();
    message.clear();
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "index" -> index = json.number(0);
        case "delta" -> {
          if (!hasDeltas && json.isObject()) {
            turningPoint();
            hasDeltas = true;
          }
          delta.read(json);
        }
        case "message" -> {
          if (!hasDeltas) {
            message.read(json);
          }
        }
        case "text" -> {
          if (!hasDeltas) {
            text = json.text();
          }
        }
        case "finish_reason" -> finish = json.scalar();
        case "usage" -> usage(sink);
        case "error" -> error.takeError(json);
      }
    }
    if (index != 0) {
      unknown = true;
      return;
    }
    if (hasDeltas) {
      unknown |= delta.emit(sink);
    } else {
      unknown |= message.emit(sink);
      if (text != null && message.isEmpty()) {
        sink.event(new TextDelta(text));
      }
    }
    if (finish != null) {
      finished = true;
      sink.finish(reason(finish), finish);
    }
  }

  private void usage(EventSink sink) {
    if (!json.isObject()) {
      return;
    }
    long input = Usage.UNKNOWN;
    long output = Usage.UNKNOWN;
    long reasoning = Usage.UNKNOWN;
    long cached = Usage.UNKNOWN;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "prompt_tokens" -> input = json.number(input);
        case "completion_tokens" -> output = json.number(output);
        case "prompt_cache_hit_tokens" -> cached = json.number(cached);
        // Copilot, Moonshot, Perplexity, Together. Some always send 0 here, whatever the details
        // say.
        case "reasoning_tokens" -> reasoning = Math.max(reasoning, positive(json.number(0)));
        case "cached_tokens" -> cached = Math.max(cached, positive(json.number(0)));
        case "prompt_tokens_details" -> cached = json.numberOf("cached_tokens", cached);
        case "completion_tokens_details" ->
            reasoning = json.numberOf("reasoning_tokens", reasoning);
      }
    }
    sink.usage(new Usage(input, output, reasoning, cached));
  }

  private static long positive(long number) {
    return number > 0 ? number : Usage.UNKNOWN;
  }

  private static FinishReason reason(String raw) {
    return switch (raw.toLowerCase(Locale.ROOT)) {
      case "stop", "eos", "eos_token", "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
      case "tool_calls", "function_call", "tool_use" -> FinishReason.TOOL_CALLS;
      case "content_filter", "safety" -> FinishReason.CONTENT_FILTER;
      case "refusal" -> FinishReason.REFUSAL;
      case "error", "insufficient_system_resource" -> FinishReason.ERROR;
      default -> FinishReason.UNKNOWN;
    };
  }
}
