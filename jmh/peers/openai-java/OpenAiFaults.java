import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Timeout;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.penstock.jmh.faults.Driver;
import dev.penstock.jmh.faults.Waits;

/** Reads answers by openai-java, as its README does. */
public final class OpenAiFaults {
  private OpenAiFaults() {}

  public static void main(String[] args) throws Exception {
    var request = ChatCompletionCreateParams.builder().model("m").addUserMessage("hi").build();
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
                  OpenAIOkHttpClient.builder()
                      .apiKey(Driver.KEY)
                      .baseUrl(terms.url() + "/v1")
                      .timeout(timeout)
                      .maxRetries(terms.retries())
                      .build();
              return watch -> {
                try (var answer = client.chat().completions().createStreaming(request)) {
                  watch.closedBy(answer::close);
                  var chunks = answer.stream().iterator();
                  while (chunks.hasNext()) {
                    var text = new StringBuilder();
                    for (var choice : chunks.next().choices()) {
                      choice.delta().content().ifPresent(text::append);
                    }
                    if (!watch.text(text.toString())) {
                      break;
                    }
                  }
                }
              };
            })
        .serve();
  }
}
