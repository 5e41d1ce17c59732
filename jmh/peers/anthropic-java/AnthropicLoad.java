import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import dev.penstock.jmh.load.LoadClient;
import dev.penstock.jmh.load.LoadDriver;

/** Reads answers by anthropic-java's blocking streams: {@code MODE URL}. */
public final class AnthropicLoad implements LoadClient {
  private static final MessageCreateParams REQUEST =
      MessageCreateParams.builder().model("m").maxTokens(100).addUserMessage("hi").build();

  private final AnthropicClient client;

  private AnthropicLoad(String url) {
    client =
        AnthropicOkHttpClient.builder().apiKey(LoadDriver.KEY).baseUrl(url).maxRetries(0).build();
  }

  public static void main(String[] args) throws Exception {
    new LoadDriver(new AnthropicLoad(args[1])).run(args[0]);
  }

  @Override
  public void read(Reader reader) {
    try (var answer = client.messages().createStreaming(REQUEST)) {
      answer.stream()
          .flatMap(event -> event.contentBlockDelta().stream())
          .flatMap(delta -> delta.delta().text().stream())
          .forEach(delta -> reader.text(delta.text()));
    }
  }
}
