import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.penstock.jmh.load.LoadClient;
import dev.penstock.jmh.load.LoadDriver;

/** Reads answers by openai-java's blocking streams: {@code MODE URL}. */
public final class OpenAiLoad implements LoadClient {
  private static final ChatCompletionCreateParams REQUEST =
      ChatCompletionCreateParams.builder().model("m").addUserMessage("hi").build();

  private final OpenAIClient client;

  private OpenAiLoad(String url) {
    client =
        OpenAIOkHttpClient.builder()
            .apiKey(LoadDriver.KEY)
            .baseUrl(url + "/v1")
            .maxRetries(0)
            .build();
  }

  public static void main(String[] args) throws Exception {
    new LoadDriver(new OpenAiLoad(args[1])).run(args[0]);
  }

  @Override
  public void read(Reader reader) {
    try (var answer = client.chat().completions().createStreaming(REQUEST)) {
      answer.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .forEach(choice -> choice.delta().content().ifPresent(reader::text));
    }
  }
}
