package dev.penstock.jmh.faults;

import dev.penstock.Penstock;
import dev.penstock.RetryPolicy;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamRequest;
import dev.penstock.Timeouts;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.gemini.Gemini;
import dev.penstock.openai.OpenAi;

/** Penstock, with one of its backends and one provider's protocol: {@code BACKEND WIRE}. */
public final class PenstockClient implements Client {
  private final Penstock penstock;
  private final Wire wire;

  PenstockClient(String backend, Wire wire) {
    this.wire = wire;
    penstock = Penstock.builder().backend(backend).build();
  }

  public static void main(String[] args) throws Exception {
    new Driver(new PenstockClient(args[0], Wire.valueOf(args[1]))).serve();
  }

  @Override
  public Call prepare(Terms terms) {
    var timeouts =
        Timeouts.DEFAULT
            .withConnect(Waits.CONNECT)
            .withHead(terms.read())
            .withIdle(terms.read())
            .withStalled(terms.stalled())
            .withTotal(terms.total())
            .withLinger(Waits.LINGER);
    var request =
        request(terms.url())
            .withOptions(options ->
                options
                    .withTimeouts(timeouts)
                    .withRetry(RetryPolicy.DEFAULT.withMaxRetries(terms.retries())));
    return watch -> {
      try (var answer = penstock.open(request)) {
        watch.closedBy(answer::close);
        for (var event : answer) {
          if (event instanceof TextDelta(var text) && !watch.text(text)) {
            break;
          }
        }
      }
    };
  }

  private StreamRequest request(String url) {
    return switch (wire) {
      case OPENAI -> OpenAi.compatible(url + "/v1", Driver.KEY).chat("m", "hi");
      case ANTHROPIC ->
          StreamRequest.post(url + "/v1/messages")
              .withHeader("x-api-key", Driver.KEY)
              .withJson("{}")
              .withDialect(Anthropic.MESSAGES);
      case GEMINI ->
          StreamRequest.post(url + "/v1beta/models/m:streamGenerateContent?alt=sse")
              .withHeader("x-goog-api-key", Driver.KEY)
              .withJson("{}")
              .withDialect(Gemini.GENERATE);
    };
  }
}
