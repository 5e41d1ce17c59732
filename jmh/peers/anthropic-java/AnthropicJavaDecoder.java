import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.models.messages.MessageCreateParams;
import dev.penstock.jmh.decode.Decoder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** anthropic-java, whose HTTP client answers from memory. */
public final class AnthropicJavaDecoder implements Decoder {
  private static final Headers HEADERS =
      Headers.builder().put("Content-Type", "text/event-stream").build();

  private final MessageCreateParams request =
      MessageCreateParams.builder().model("m").maxTokens(100).addUserMessage("hi").build();
  private AnthropicClient client;

  @Override
  public void prepare(String dialect, byte[] body) {
    client = new AnthropicClientImpl(ClientOptions.builder().httpClient(new Memory(body)).build());
  }

  @Override
  public void decode(Consumer<String> text) {
    try (var response = client.messages().createStreaming(request)) {
      for (var event : response) {
        event
            .contentBlockDelta()
            .flatMap(block -> block.delta().text())
            .ifPresent(delta -> text.accept(delta.text()));
      }
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
