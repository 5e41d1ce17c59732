package dev.penstock.backend.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import java.net.URI;
import java.time.Duration;

/** Exchanges begun and read by tests. */
final class Exchanges {
  static final long PATIENCE = Duration.ofSeconds(20).toNanos();

  private Exchanges() {}

  static BackendRequest request(URI uri) {
    return request(uri, Duration.ofSeconds(20));
  }

  static BackendRequest request(URI uri, Duration connectTimeout) {
    return new BackendRequest(
        uri, "POST", Headers.of("User-Agent", "test"), "{}".getBytes(UTF_8), connectTimeout);
  }

  /** Begins an exchange and waits for its head. */
  static Exchange answered(Backend backend, URI uri) throws Exception {
    var exchange = backend.begin(request(uri));
    if (exchange.awaitHead(PATIENCE) == null) {
      throw new AssertionError("no head");
    }
    return exchange;
  }

  static String readChunk(Exchange exchange) throws Exception {
    if (exchange.read(PATIENCE) instanceof Chunk chunk) {
      var text = UTF_8.decode(chunk.bytes()).toString();
      chunk.release();
      return text;
    }
    throw new AssertionError("no chunk");
  }

  /** Reads to the end. */
  static String readAll(Exchange exchange) throws Exception {
    var text = new StringBuilder();
    while (true) {
      switch (exchange.read(PATIENCE)) {
        case Chunk chunk -> {
          text.append(UTF_8.decode(chunk.bytes()));
          chunk.release();
        }
        case BodyRead.Signal signal -> {
          if (signal == BodyRead.Signal.TIMED_OUT) {
            throw new AssertionError("neither bytes nor an end");
          }
          return text.toString();
        }
      }
    }
  }
}
