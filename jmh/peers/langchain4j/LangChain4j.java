import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes one piece of text by LangChain4j, says so, and takes no more: {@code URL}. */
public final class LangChain4j {
  private LangChain4j() {}

  public static void main(String[] args) throws InterruptedException {
    var queue = new LinkedBlockingQueue<String>();
    OpenAiStreamingChatModel.builder()
        .baseUrl(args[0])
        .apiKey("none")
        .modelName("m")
        .build()
        .chat(
            "hi",
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(String text) {
                queue.add(text);
              }

              @Override
              public void onCompleteResponse(ChatResponse response) {}

              @Override
              public void onError(Throwable error) {
                error.printStackTrace();
              }
            });
    queue.take();
    System.out.println("took");
    Thread.sleep(Duration.ofMinutes(2));
  }
}
