import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.penstock.jmh.load.LoadClient;
import dev.penstock.jmh.load.LoadDriver;

/** Reads answers by LangChain4j's OpenAI model over its default HTTP client: {@code MODE URL}. */
public final class LangChain4jLoad implements LoadClient {
  private final OpenAiStreamingChatModel model;

  private LangChain4jLoad(String url) {
    model =
        OpenAiStreamingChatModel.builder()
            .baseUrl(url + "/v1")
            .apiKey(LoadDriver.KEY)
            .modelName("m")
            .build();
  }

  public static void main(String[] args) throws Exception {
    new LoadDriver(new LangChain4jLoad(args[1])).run(args[0]);
  }

  @Override
  public boolean callsBack() {
    return true;
  }

  @Override
  public void read(Reader reader) {
    model.chat("hi", new Handler(reader));
  }

  private record Handler(Reader reader) implements StreamingChatResponseHandler {
    @Override
    public void onPartialResponse(String text) {
      reader.text(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      reader.whole();
    }

    @Override
    public void onError(Throwable error) {
      reader.failed(error);
    }
  }
}
