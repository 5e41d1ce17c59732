package dev.penstock.cli;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** The body of an exchange as a stream. A read gives no more than one chunk. */
final class ExchangeStream extends InputStream {
  private final Exchange exchange;
  private @Nullable Chunk chunk;
  private boolean ended;

  ExchangeStream(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    var bytes = next(Long.MAX_VALUE);
    if (bytes == null) {
      return -1;
    }
    int count = Math.min(length, bytes.bytes().remaining());
    bytes.bytes().get(into, offset, count);
    if (!bytes.bytes().hasRemaining()) {
      bytes.release();
      chunk = null;
    }
    return count;
  }

  @Override
  public int available() throws IOException {
    var bytes = next(0);
    return bytes == null ? 0 : bytes.bytes().remaining();
  }

  private @Nullable Chunk next(long nanos) throws IOException {
    if (chunk == null && !ended) {
      try {
        switch (exchange.read(nanos)) {
          case Chunk next -> chunk = next;
          case BodyRead.Signal.END -> ended = true;
          case BodyRead.Signal.TIMED_OUT -> {}
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    return chunk;
  }
}
