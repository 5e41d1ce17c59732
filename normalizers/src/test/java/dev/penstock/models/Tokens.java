package dev.penstock.models;

// @start region="custom"
import dev.penstock.Dialect;
import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamRequest;
import dev.penstock.framing.Frame;
import dev.penstock.framing.Framing;
import dev.penstock.json.JsonNormalizer;

public final class Tokens {
  /** Reads {"token":"…"} and {"stop":"reason"}. */
  static final class TokenNormalizer extends JsonNormalizer {
    TokenNormalizer(Limits limits) {
      super(limits);
    }

    @Override
    protected boolean read(Frame frame, EventSink sink) {
      boolean known = false;
      for (var name = json.firstField(); name != null; name = json.nextField()) {
        known |= name.equals("token") || name.equals("stop");
        switch (name) {
          case "token" -> {
            var text = json.text();
            if (text != null) {
              sink.event(new TextDelta(text));
            }
          }
          case "stop" -> sink.finish(FinishReason.STOP, json.word());
          default -> error.take(name, json);
        }
      }
      return known;
    }
  }

  public static final Dialect DIALECT = new Dialect("tokens", Framing.sse(), TokenNormalizer::new);

  /** A request says which dialect its answer is in. */
  public static StreamRequest generate(String url, String json) {
    return StreamRequest.post(url).withJson(json).withDialect(DIALECT);
  }
}

// @end
