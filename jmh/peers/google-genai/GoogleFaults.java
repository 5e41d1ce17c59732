import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import dev.penstock.jmh.faults.Driver;
import dev.penstock.jmh.faults.Waits;
import okhttp3.OkHttpClient;

/** Reads answers by google-genai, over an HTTP client with the timeouts that its options lack. */
public final class GoogleFaults {
  private GoogleFaults() {}

  public static void main(String[] args) throws Exception {
    new Driver(
            terms -> {
              var http =
                  new OkHttpClient.Builder()
                      .connectTimeout(Waits.CONNECT)
                      .readTimeout(terms.read())
                      .callTimeout(terms.total())
                      .build();
              var options =
                  HttpOptions.builder()
                      .baseUrl(terms.url())
                      .timeout((int) terms.total().toMillis())
                      .retryOptions(
                          HttpRetryOptions.builder().attempts(terms.retries() + 1).build())
                      .build();
              var client =
                  Client.builder()
                      .apiKey(Driver.KEY)
                      .httpOptions(options)
                      .clientOptions(ClientOptions.builder().customHttpClient(http).build())
                      .build();
              return watch -> {
                try (var answer = client.models.generateContentStream("m", "hi", null)) {
                  watch.closedBy(answer::close);
                  for (var piece : answer) {
                    var text = piece.text();
                    if (!watch.text(text == null ? "" : text)) {
                      break;
                    }
                  }
                }
              };
            })
        .serve();
  }
}
