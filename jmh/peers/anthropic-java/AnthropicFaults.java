import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.Timeout;
import com.anthropic.models.messages.MessageCreateParams;
import dev.penstock.jmh.faults.Driver;
import dev.penstock.jmh.faults.Waits;

/** Reads answers by anthropic-java, as its README does. */
public final class AnthropicFaults {
  private AnthropicFaults() {}

  public static void main(String[] args) throws Exception {
    var request =
        MessageCreateParams.builder().model("m").maxTokens(100).addUserMessage("hi").build();
    new Driver(
            terms -> {
              var timeout =
                  Timeout.builder()
                      .connect(Waits.CONNECT)
                      .read(terms.read())
                      .write(terms.read())
                      .request(terms.total())
                      .build();
              var client =
                  AnthropicOkHttpClient.builder()
                      .apiKey(Driver.KEY)
                      .baseUrl(terms.url())
                      .timeout(timeout)
                      .maxRetries(terms.retries())
                      .build();
              return watch -> {
                try (var answer = client.messages().createStreaming(request)) {
                  watch.closedBy(answer::close);
                  for (var event : answer) {
                    var text =
                        event
                            .contentBlockDelta()
                            .flatMap(delta -> delta.delta().text())
                            .map(delta -> delta.text())
                            .orElse("");
                    if (!watch.text(text)) {
                      break;
                    }
                  }
                }
              };
            })
        .serve();
  }
}
