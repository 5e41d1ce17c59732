package dev.penstock.cli;

import dev.penstock.StreamRequest;
import dev.penstock.Timeouts;
import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import java.io.IOException;
import java.time.Duration;

/** Copies the body of an answer to standard output, as it comes and as it is. */
final class RawCapture {
  private static final int FIRST_ERROR = 400;

  private final Shell shell;
  private final Duration idle;

  RawCapture(Shell shell, Duration idle) {
    this.shell = shell;
    this.idle = idle;
  }

  /** {@return the exit status} */
  int copy(Backend backend, StreamRequest request) {
    try (var exchange = backend.begin(toSend(request))) {
      var head = exchange.awaitHead(nanos(Timeouts.DEFAULT.head()));
      if (head == null) {
        return failed("timeout: no answer within " + Units.time(Timeouts.DEFAULT.head()));
      }
      if (!copyBody(exchange)) {
        return failed("timeout: nothing came for " + Units.time(idle) + " (--idle-timeout)");
      }
      return head.status() < FIRST_ERROR
          ? Main.OK
          : failed("http_status: the server answered with status " + head.status());
    } catch (IOException e) {
      return failed("connection: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted: before the end");
    }
  }

  private boolean copyBody(Exchange exchange) throws IOException, InterruptedException {
    while (true) {
      switch (exchange.read(nanos(idle))) {
        case Chunk chunk -> print(chunk);
        case BodyRead.Signal.END -> {
          return true;
        }
        case BodyRead.Signal.TIMED_OUT -> {
          return false;
        }
      }
    }
  }

  private void print(Chunk chunk) {
    var bytes = new byte[chunk.bytes().remaining()];
    chunk.bytes().duplicate().get(bytes);
    chunk.release();
    try {
      shell.out().write(bytes);
      shell.out().flush();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  private int failed(String what) {
    shell.tell(what);
    return Main.FAILED;
  }

  private static long nanos(Duration limit) {
    try {
      return limit.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private static BackendRequest toSend(StreamRequest request) {
    var headers = request.headers();
    headers = withDefault(headers, "Accept", "text/event-stream, application/json");
    headers = withDefault(headers, "User-Agent", "penstock");
    return new BackendRequest(
        request.uri(), request.method(), headers, request.body(), Timeouts.DEFAULT.connect());
  }

  private static Headers withDefault(Headers headers, String name, String value) {
    return headers.contains(name) ? headers : headers.with(name, value);
  }
}
