package dev.penstock.jmh.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * What is written by hand with the JDK alone: lines, and in those that hold data the text between
 * two marks. {@code MODE URL}
 */
public final class LinesLoad implements LoadClient {
  private static final String MARK = "\"content\":\"";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  private LinesLoad(String url) {
    request =
        HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
  }

  public static void main(String[] args) throws Exception {
    new LoadDriver(new LinesLoad(args[1])).run(args[0]);
  }

  @Override
  public void read(Reader reader) throws IOException, InterruptedException {
    try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
      lines.forEach(line -> {
        int at = line.startsWith("data: ") ? line.indexOf(MARK) : -1;
        if (at >= 0) {
          reader.text(line.substring(at + MARK.length(), line.indexOf('"', at + MARK.length())));
        }
      });
    }
  }
}
