import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.penstock.jmh.faults.Client;
import dev.penstock.jmh.faults.Driver;
import dev.penstock.jmh.faults.Watch;

/** Reads answers by LangChain4j's OpenAI model over its default HTTP client. */
public final class LangChain4jFaults implements Client {
  private LangChain4jFaults() {}

  public static void main(String[] args) throws Exception {
    new Driver(new LangChain4jFaults()).serve();
  }

  @Override
  public boolean callsBack() {
    return true;
  }

  @Override
  public Call prepare(Terms terms) {
    var model =
        OpenAiStreamingChatModel.builder()
            .timeout(terms.read())
            .baseUrl(terms.url() + "/v1")
            .apiKey(Driver.KEY)
            .modelName("m")
            .build();
    return watch -> model.chat("hi", new Handler(watch));
  }

  private record Handler(Watch watch) implements StreamingChatResponseHandler {
    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
      watch.closedBy(context.streamingHandle()::cancel);
      if (!watch.text(piece.text())) {
        context.streamingHandle().cancel();
        watch.stopped();
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      watch.whole();
    }

    @Override
    public void onError(Throwable error) {
      watch.failed(error);
    }
  }
}
