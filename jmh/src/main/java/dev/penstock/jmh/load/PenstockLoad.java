package dev.penstock.jmh.load;

import dev.penstock.Penstock;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamRequest;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.openai.OpenAi;

/** Penstock, with one of its backends: {@code MODE URL BACKEND SHAPE}. */
public final class PenstockLoad implements LoadClient {
  private final Penstock penstock;
  private final StreamRequest request;

  private PenstockLoad(String backend, StreamRequest request) {
    this.penstock = Penstock.builder().backend(backend).build();
    this.request = request;
  }

  public static void main(String[] args) throws Exception {
    new LoadDriver(new PenstockLoad(args[2], request(args[1], Shape.valueOf(args[3]))))
        .run(args[0]);
  }

  private static StreamRequest request(String url, Shape shape) {
    return switch (shape) {
      case OPENAI -> OpenAi.compatible(url + "/v1", LoadDriver.KEY).chat("m", "hi");
      case ANTHROPIC ->
          StreamRequest.post(url + "/v1/messages")
              .withHeader("x-api-key", LoadDriver.KEY)
              .withJson("{}")
              .withDialect(Anthropic.MESSAGES);
    };
  }

  @Override
  public void read(Reader reader) {
    try (var answer = penstock.open(request)) {
      for (var event : answer) {
        if (event instanceof TextDelta(var text)) {
          reader.text(text);
        }
      }
    }
  }
}
