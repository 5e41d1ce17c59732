import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.penstock.jmh.decode.Decoder;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** LangChain4j, whose HTTP client answers from memory, on the thread that asks. */
public final class LangChain4jDecoder implements Decoder {
  private StreamingChatModel model;

  @Override
  public void prepare(String dialect, byte[] body) {
    var memory = new Memory(body);
    model =
        dialect.equals("anthropic")
            ? AnthropicStreamingChatModel.builder()
                .httpClientBuilder(memory)
                .apiKey("none")
                .modelName("m")
                .maxTokens(100)
                .build()
            : OpenAiStreamingChatModel.builder()
                .httpClientBuilder(memory)
                .apiKey("none")
                .modelName("m")
                .build();
  }

  @Override
  public void decode(Consumer<String> text) {
    model.chat(
        "hi",
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String piece) {
            text.accept(piece);
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {}

          @Override
          public void onError(Throwable error) {
            throw new IllegalStateException(error);
          }
        });
  }

  private record Memory(byte[] body) implements HttpClient, HttpClientBuilder {
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      listener.onOpen(SuccessfulHttpResponse.builder().statusCode(200).headers(Map.of()).build());
      parser.parse(new ByteArrayInputStream(body), listener);
      listener.onClose();
    }

    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return this;
    }
  }
}
