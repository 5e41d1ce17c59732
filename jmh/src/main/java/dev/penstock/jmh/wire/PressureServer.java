package dev.penstock.jmh.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A server whose answers never end: below {@code /flat-out} it writes as fast as it can, elsewhere
 * an event every 50 ms. Over HTTP/1.1, or over HTTP/2 in clear text if the argument is {@code 2}.
 *
 * <p>It prints its port, then for each line it reads how many bytes it has handed to its sockets,
 * and how many of them made the response's head and first event. Once asked, it sends no more at a
 * pace.
 */
public final class PressureServer {
  private static final String PREFIX =
      "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
          + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"";
  private static final String SUFFIX = "\"},\"finish_reason\":null}]}\n\n";

  /** An event's size. */
  static final int EVENT_BYTES = 200;

  /** An event as the server sends it at a pace: a chunk of HTTP/1.1. */
  static final int CHUNK_BYTES = EVENT_BYTES + "c8\r\n\r\n".length();

  private static final int AT_ONCE = 32;
  private static final long PACE_MILLIS = 50;

  private static final AtomicLong WRITTEN = new AtomicLong();
  private static final AtomicLong FIRST = new AtomicLong();

  /** Whether the paced answers are over. */
  private static volatile boolean asked;

  private PressureServer() {}

  public static void main(String[] args) throws Exception {
    var server = new Server();
    var connector = new CountingConnector(server, factories(args[0].equals("2")));
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(0);
    server.addConnector(connector);
    server.setHandler(new Answers());
    server.start();
    System.out.println(connector.getLocalPort());
    var questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    while (questions.readLine() != null) {
      asked = true;
      System.out.println(WRITTEN.get() + " " + FIRST.get());
    }
    System.exit(0);
  }

  /** Some clients would upgrade to HTTP/2 unasked. */
  private static ConnectionFactory[] factories(boolean http2) {
    var configuration = new HttpConfiguration();
    var http1 = new HttpConnectionFactory(configuration);
    return http2
        ? new ConnectionFactory[] {http1, new HTTP2CServerConnectionFactory(configuration)}
        : new ConnectionFactory[] {http1};
  }

  private static byte[] event() {
    int padding = EVENT_BYTES - PREFIX.length() - SUFFIX.length();
    return (PREFIX + "x".repeat(padding) + SUFFIX).getBytes(UTF_8);
  }

  private static final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Content.Source.asString(request);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      boolean flatOut = Request.getPathInContext(request).startsWith("/flat-out/");
      try (var out = Content.Sink.asOutputStream(response)) {
        out.write(event());
        FIRST.set(WRITTEN.get());
        write(out, flatOut);
      } catch (IOException e) {
        callback.failed(e);
      }
      return true;
    }

    private static void write(OutputStream out, boolean flatOut) throws Exception {
      var event = event();
      var many = ByteBuffer.allocate(AT_ONCE * event.length);
      while (many.hasRemaining()) {
        many.put(event);
      }
      while (true) {
        if (flatOut) {
          out.write(many.array());
        } else {
          Thread.sleep(PACE_MILLIS);
          if (!asked) {
            out.write(event);
          }
        }
      }
    }
  }

  /** Counts what the kernel takes. */
  private static final class CountingConnector extends ServerConnector {
    CountingConnector(Server server, ConnectionFactory... factories) {
      super(server, factories);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selectSet, SelectionKey key) {
      var endPoint =
          new SocketChannelEndPoint(channel, selectSet, key, getScheduler()) {
            @Override
            public boolean flush(ByteBuffer... buffers) throws IOException {
              long before = remaining(buffers);
              boolean all = super.flush(buffers);
              WRITTEN.addAndGet(before - remaining(buffers));
              return all;
            }
          };
      endPoint.setIdleTimeout(getIdleTimeout());
      return endPoint;
    }

    private static long remaining(ByteBuffer... buffers) {
      long sum = 0;
      for (var buffer : buffers) {
        sum += buffer.remaining();
      }
      return sum;
    }
  }
}
