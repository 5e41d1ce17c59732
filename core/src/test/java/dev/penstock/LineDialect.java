package dev.penstock;

import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.framing.ByteSlice;
import dev.penstock.framing.Frame;
import dev.penstock.framing.Framing;
import org.jspecify.annotations.Nullable;

/**
 * A dialect in which a frame says in words what is to happen: {@code text hello}, {@code finish
 * stop}, {@code end}.
 */
final class LineDialect implements Normalizer {
  static final Dialect DIALECT = new Dialect("lines", Framing.sse(), limits -> new LineDialect());

  static StreamRequest request() {
    return StreamRequest.post("http://127.0.0.1:9/").withJson("{}").withDialect(DIALECT);
  }

  @Override
  public void accept(Frame frame, EventSink sink) {
    for (var line : frame.dataAsString().lines().toList()) {
      int space = line.indexOf(' ');
      var rest = line.substring(space + 1);
      switch (space < 0 ? line : line.substring(0, space)) {
        case "think" -> sink.event(new ThinkingDelta(rest));
        case "sign" -> sink.event(new ThinkingSignature(rest));
        case "text" -> sink.event(new TextDelta(rest));
        case "tool" -> sink.event(new ToolCallDelta(0, "call", "tool", rest));
        case "usage" ->
            sink.usage(new Usage(1, Long.parseLong(rest), Usage.UNKNOWN, Usage.UNKNOWN));
        case "finish" ->
            sink.finish(FinishReason.valueOf(rest.toUpperCase(java.util.Locale.ROOT)), rest);
        case "end" -> sink.end();
        case "error" ->
            sink.error(new ProviderError("type_" + rest, "code", rest, rest.equals("busy")));
        case "deep" -> throw new NormalizerLimitException("deeper than " + rest, "maxJsonDepth");
        case "broken" -> throw new IllegalStateException("no such word");
        default -> sink.unknown(frame);
      }
    }
  }

  @Override
  public @Nullable ProviderError errorBody(int status, ByteSlice body) {
    return new ProviderError("status", String.valueOf(status), body.toString(), false);
  }
}
