import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes one event by openai-java, says so, and takes no more: {@code blocking|async URL}. */
public final class OpenAiJava {
  private OpenAiJava() {}

  public static void main(String[] args) throws InterruptedException {
    var client = OpenAIOkHttpClient.builder().apiKey("none").baseUrl(args[1]).maxRetries(0).build();
    var request = ChatCompletionCreateParams.builder().model("m").addUserMessage("hi").build();
    if (args[0].equals("blocking")) {
      client.chat().completions().createStreaming(request).stream().iterator().next();
    } else {
      var queue = new LinkedBlockingQueue<ChatCompletionChunk>();
      client.async().chat().completions().createStreaming(request).subscribe(queue::add);
      queue.take();
    }
    System.out.println("took");
    Thread.sleep(Duration.ofMinutes(2));
  }
}
