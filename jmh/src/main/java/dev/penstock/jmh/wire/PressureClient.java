package dev.penstock.jmh.wire;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.backend.jdk.JdkBackend;
import dev.penstock.backend.jetty.JettyBackend;
import dev.penstock.spi.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** Takes one event of a stream, says so, and takes no more: {@code CLIENT URL}. */
public final class PressureClient {
  private PressureClient() {}

  public static void main(String[] args) throws Exception {
    var uri = URI.create(args[1]);
    switch (args[0]) {
      case "jdk" -> penstock(JdkBackend.create(), uri);
      case "jdk-h2" -> penstock(JdkBackend.builder().h2cUpgrade(true).build(), uri);
      case "jetty" -> penstock(JettyBackend.builder().build(), uri);
      case "jetty-h2" -> penstock(JettyBackend.builder().http2PriorKnowledge(true).build(), uri);
      case "lines" -> lines(uri);
      case "okhttp-sse" -> okhttpSse(uri);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void penstock(Backend backend, URI uri) throws InterruptedException {
    var reader =
        Thread.ofVirtual()
            .start(() -> {
              var penstock = Penstock.builder().backend(backend).build();
              var events = penstock.openEvents(StreamRequest.get(uri));
              events.next();
              rest();
              events.close();
              penstock.close();
            });
    reader.join();
  }

  /** What is written in ten lines with the JDK alone: a thread puts lines into a queue. */
  private static void lines(URI uri) throws InterruptedException {
    var queue = new LinkedBlockingQueue<String>();
    Thread.ofVirtual()
        .start(() -> {
          try (var client = HttpClient.newHttpClient()) {
            client
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines())
                .body()
                .forEach(queue::add);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    take(queue);
  }

  private static void okhttpSse(URI uri) throws InterruptedException {
    var queue = new LinkedBlockingQueue<String>();
    EventSources.createFactory(new OkHttpClient())
        .newEventSource(
            new Request.Builder().url(uri.toString()).build(),
            new EventSourceListener() {
              @Override
              public void onEvent(
                  EventSource source, @Nullable String id, @Nullable String type, String data) {
                queue.add(data);
              }
            });
    take(queue);
  }

  private static void take(BlockingQueue<String> queue) throws InterruptedException {
    queue.take();
    rest();
  }

  /** Longer than anyone measures. */
  private static void rest() {
    System.out.println("took");
    try {
      Thread.sleep(Duration.ofMinutes(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
