import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import dev.penstock.jmh.decode.Decoder;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** google-genai, whose HTTP client answers from memory. */
public final class GoogleGenaiDecoder implements Decoder {
  private static final MediaType EVENTS = MediaType.get("text/event-stream");

  private Client client;

  @Override
  public void prepare(String dialect, byte[] body) {
    var http =
        new OkHttpClient.Builder()
            .addInterceptor(chain ->
                new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("OK")
                    .body(ResponseBody.create(body, EVENTS))
                    .build())
            .build();
    client =
        Client.builder()
            .apiKey("none")
            .clientOptions(ClientOptions.builder().customHttpClient(http).build())
            .build();
  }

  @Override
  public void decode(Consumer<String> text) throws Exception {
    try (var responses = client.models.generateContentStream("m", "hi", null)) {
      for (var response : responses) {
        text.accept(response.text());
      }
    }
  }
}
