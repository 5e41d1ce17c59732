package dev.penstock.backend.jetty;

import dev.penstock.spi.BackendRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/** A client of Jetty's that is started: one of our own, or the user's. Thread-safe. */
final class Running {
  private final HttpClient client;

  /** Chooses the client's proxies; null if it is the user's. */
  private final @Nullable Proxies proxies;

  /** The longest time that connecting was ever allowed, in milliseconds. */
  private final AtomicLong longestConnect = new AtomicLong();

  private Running(HttpClient client, @Nullable Proxies proxies) {
    this.client = client;
    this.proxies = proxies;
  }

  /** {@return the user's, which is used as it is} */
  static Running of(HttpClient theirs) {
    return new Running(theirs, null);
  }

  /** {@return one of our own} Starting it takes a while. */
  static Running start(Options options) {
    var client = Clients.create(options);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty's client does not start", e);
    }
    Clients.strip(client);
    return new Running(client, new Proxies(client.getProxyConfiguration(), options.proxies()));
  }

  /**
   * Lets Jetty try as long as the most patient request. It has one timeout for all, and one attempt
   * may serve whichever request comes first; each exchange keeps its own time. Without an end, an
   * attempt that nobody waits for any more would hold up those who come after.
   */
  void allowConnecting(Duration atMost) {
    long millis = Math.min(atMost.toSeconds(), Integer.MAX_VALUE) * 1000 + 999;
    if (proxies != null && millis > longestConnect.get()) {
      long longest = longestConnect.accumulateAndGet(millis, Math::max);
      client.getClientConnector().setConnectTimeout(Duration.ofMillis(longest));
    }
  }

  /** {@return Jetty's request for one of ours, led over its proxy} */
  Request newRequest(BackendRequest request) {
    var jettys = client.newRequest(request.uri());
    jettys
        .method(request.method())
        .followRedirects(false)
        .idleTimeout(0, TimeUnit.MILLISECONDS)
        .headers(fields -> {
          fields.clear();
          request.headers().forEach(field -> fields.add(field.name(), field.value()));
        });
    var body = request.body();
    if (body.hasRemaining()) {
      // A null type: Jetty adds none to what the request says.
      jettys.body(new ByteBufferRequestContent((String) null, body));
    }
    if (proxies != null) {
      proxies.route(jettys, request.uri());
    }
    return jettys;
  }

  /** Stops it, if it is our own. */
  void stop() throws Exception {
    if (proxies != null) {
      client.stop();
    }
  }
}
