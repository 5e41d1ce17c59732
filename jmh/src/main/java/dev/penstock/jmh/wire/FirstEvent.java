package dev.penstock.jmh.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.backend.jdk.JdkBackend;
import dev.penstock.backend.jetty.JettyBackend;
import dev.penstock.jmh.Program;
import dev.penstock.jmh.report.Figures;
import dev.penstock.jmh.report.Section;
import dev.penstock.spi.Backend;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.StringRequestContent;
import org.jspecify.annotations.Nullable;

/**
 * The time from a request to its first event, by a bare socket, by both backends and by the clients
 * below them: warm, on connections that are kept, on a virtual thread, one after the other in turn.
 */
public final class FirstEvent implements Program {
  static final String NAME = "first-event";
  static final String DELAY = "event-after";
  static final String RAW = "raw socket";
  static final String JDK = "Penstock, JDK";
  static final String JETTY = "Penstock, Jetty";
  static final String MEDIAN = "median";
  static final String P90 = "p90";

  private static final String BODY =
      "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  private static final List<String> NAMES =
      List.of(RAW, JDK, "JDK's HttpClient alone", JETTY, "Jetty's HttpClient alone");

  /** How long the server waits between the response's head and the event. */
  private static final List<Integer> DELAYS = List.of(0, 5);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Section section() {
    return new FirstEventSection();
  }

  @Override
  public boolean run(boolean quick, List<String> options, Path target) throws Exception {
    Files.createDirectories(target);
    var log = target.resolve(NAME + ".log");
    Files.deleteIfExists(log);
    try (var server = Child.of(FirstEventServer.class, List.of(), List.of(), log)) {
      int port = Integer.parseInt(server.line());
      var figures = new Figures(section(), quick, options);
      var run =
          new FutureTask<@Nullable Void>(() -> {
            measure(port, quick, figures);
            return null;
          });
      Thread.ofVirtual().name(NAME).start(run);
      run.get();
      figures.finish(target);
      return true;
    }
  }

  /** A client that gets one first event. */
  private interface Client extends AutoCloseable {
    /** {@return the nanoseconds from the request to the event} */
    long time(int delay) throws IOException;

    @Override
    void close() throws IOException;
  }

  private static void measure(int port, boolean quick, Figures figures) throws IOException {
    try (var raw = new Raw(port);
        var jdk = new Ours(JdkBackend.create(), port);
        var bareJdk = new BareJdk(port);
        var jetty = new Ours(JettyBackend.builder().build(), port);
        var bareJetty = new BareJetty(port)) {
      var clients = List.of(raw, jdk, bareJdk, jetty, bareJetty);
      int warmUp = quick ? 1_500 : 6_000;
      times(clients, 0, warmUp);
      for (int delay : DELAYS) {
        var times = times(clients, delay, quick ? 1_000 : 4_000);
        for (int i = 0; i < clients.size(); i++) {
          var params = Map.of(DELAY, delay + "ms");
          Arrays.sort(times[i]);
          figures.add(NAMES.get(i), params, MEDIAN, at(times[i], 50), "us");
          figures.add(NAMES.get(i), params, P90, at(times[i], 90), "us");
        }
      }
    }
  }

  private static double at(long[] sorted, int percent) {
    return sorted[sorted.length * percent / 100] / 1e3;
  }

  /** {@return each client's times; who is first changes from turn to turn} */
  private static long[][] times(List<? extends Client> clients, int delay, int count)
      throws IOException {
    var times = new long[clients.size()][count];
    for (int turn = 0; turn < count; turn++) {
      for (int i = 0; i < clients.size(); i++) {
        int which = (turn + i) % clients.size();
        times[which][turn] = clients.get(which).time(delay);
      }
    }
    return times;
  }

  private static final class Raw implements Client {
    private final RawReader reader;

    Raw(int port) throws IOException {
      reader = new RawReader(port);
    }

    @Override
    public long time(int delay) throws IOException {
      var request =
          ("POST /" + delay + " HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n")
              + "accept: text/event-stream\r\n"
              + ("content-length: " + BODY.length() + "\r\n\r\n" + BODY);
      var bytes = request.getBytes(UTF_8);
      long start = System.nanoTime();
      check(reader.first(bytes));
      long end = System.nanoTime();
      reader.finish();
      return end - start;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private static final class Ours implements Client {
    private final Penstock penstock;
    private final String server;

    Ours(Backend backend, int port) {
      penstock = Penstock.builder().backend(backend).build();
      server = "http://127.0.0.1:" + port + "/";
    }

    @Override
    public long time(int delay) {
      var request = StreamRequest.post(URI.create(server + delay)).withJson(BODY);
      long start = System.nanoTime();
      try (var events = penstock.openEvents(request)) {
        check(events.next().data());
        long end = System.nanoTime();
        if (events.hasNext()) {
          throw new IllegalStateException("more than one event");
        }
        return end - start;
      }
    }

    @Override
    public void close() {
      penstock.close();
    }
  }

  /** The client below the JDK backend, read as its documentation shows. */
  private static final class BareJdk implements Client {
    private final java.net.http.HttpClient client =
        java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .build();
    private final String server;

    BareJdk(int port) {
      server = "http://127.0.0.1:" + port + "/";
    }

    @Override
    public long time(int delay) throws IOException {
      var request =
          HttpRequest.newBuilder(URI.create(server + delay))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(BODY))
              .build();
      long start = System.nanoTime();
      try (var in = client.send(request, BodyHandlers.ofInputStream()).body()) {
        long end = untilFirstEvent(in);
        in.readAllBytes();
        return end - start;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** The client below the Jetty backend, read as its documentation shows. */
  private static final class BareJetty implements Client {
    private final org.eclipse.jetty.client.HttpClient client =
        new org.eclipse.jetty.client.HttpClient();
    private final String server;

    BareJetty(int port) throws IOException {
      server = "http://127.0.0.1:" + port + "/";
      try {
        client.start();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }

    @Override
    public long time(int delay) throws IOException {
      var request =
          client
              .newRequest(URI.create(server + delay))
              .method("POST")
              .body(new StringRequestContent("application/json", BODY));
      var listener = new InputStreamResponseListener();
      long start = System.nanoTime();
      request.send(listener);
      try (var in = listener.getInputStream()) {
        long end = untilFirstEvent(in);
        in.readAllBytes();
        return end - start;
      }
    }

    @Override
    public void close() throws IOException {
      try {
        client.stop();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }

  /** {@return when the empty line after the first event was read} */
  private static long untilFirstEvent(InputStream in) throws IOException {
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      newlines = next == '\n' ? newlines + 1 : 0;
    }
    return System.nanoTime();
  }

  private static void check(String data) {
    if (!data.equals("first")) {
      throw new IllegalStateException(data);
    }
  }
}
