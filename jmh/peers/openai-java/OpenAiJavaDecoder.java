import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.penstock.jmh.decode.Decoder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** openai-java, whose HTTP client answers from memory. */
public final class OpenAiJavaDecoder implements Decoder {
  private static final Headers HEADERS =
      Headers.builder().put("Content-Type", "text/event-stream").build();

  private final ChatCompletionCreateParams request =
      ChatCompletionCreateParams.builder().model("m").addUserMessage("hi").build();
  private OpenAIClient client;

  @Override
  public void prepare(String dialect, byte[] body) {
    client =
        new OpenAIClientImpl(
            ClientOptions.builder().httpClient(new Memory(body)).apiKey("none").build());
  }

  @Override
  public void decode(Consumer<String> text) {
    try (var response = client.chat().completions().createStreaming(request)) {
      response.stream()
          .forEach(
              chunk -> chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text)));
    }
  }

  private record Memory(byte[] bytes) implements HttpClient {
    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
      return new HttpResponse() {
        @Override
        public int statusCode() {
          return 200;
        }

        @Override
        public Headers headers() {
          return HEADERS;
        }

        @Override
        public InputStream body() {
          return new ByteArrayInputStream(bytes);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(
        HttpRequest request, RequestOptions options) {
      return CompletableFuture.completedFuture(execute(request, options));
    }

    @Override
    public void close() {}
  }
}
