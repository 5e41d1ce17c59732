package dev.penstock.testkit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Requests, and reading an exchange to its end. */
final class RecorderFixture {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private RecorderFixture() {}

  /** What a reader got of an exchange. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(int status, byte[] body, int chunks, @Nullable TransportException failure) {
    String text() {
      return new String(body, UTF_8);
    }
  }

  static BackendRequest request(URI uri) {
    return request(uri, "{\"model\":\"m\"}", "Content-Type", "application/json");
  }

  static BackendRequest request(URI uri, String body, String... headers) {
    return new BackendRequest(
        uri, "POST", Headers.of(headers), body.getBytes(UTF_8), Duration.ofSeconds(10));
  }

  static Result read(Backend backend, BackendRequest request) throws Exception {
    try (var exchange = backend.begin(request)) {
      return read(exchange);
    }
  }

  static Result read(Exchange exchange) throws IOException, InterruptedException {
    var body = new ByteArrayOutputStream();
    int chunks = 0;
    int status = -1;
    try {
      var head = exchange.awaitHead(PATIENCE);
      if (head == null) {
        throw new AssertionError("no head");
      }
      status = head.status();
      while (true) {
        switch (exchange.read(PATIENCE)) {
          case Chunk chunk -> {
            body.writeBytes(take(chunk));
            chunks++;
          }
          case BodyRead.Signal.END -> {
            return new Result(status, body.toByteArray(), chunks, null);
          }
          case BodyRead.Signal.TIMED_OUT -> throw new AssertionError("nothing more came");
        }
      }
    } catch (TransportException e) {
      return new Result(status, body.toByteArray(), chunks, e);
    }
  }

  static byte[] take(Chunk chunk) {
    var bytes = new byte[chunk.bytes().remaining()];
    chunk.bytes().duplicate().get(bytes);
    chunk.release();
    return bytes;
  }
}
