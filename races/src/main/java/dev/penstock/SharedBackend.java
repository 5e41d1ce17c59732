package dev.penstock;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives each exchange one chunk and then silence, or the end; counts what is not given back and not
 * closed.
 */
final class SharedBackend implements Backend {
  private static final ResponseHead HEAD =
      new ResponseHead(200, Headers.of("Content-Type", "text/event-stream"));

  private final byte[] body;
  private final boolean ends;
  private final AtomicInteger lent = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  SharedBackend(String body, boolean ends) {
    this.body = body.getBytes(StandardCharsets.UTF_8);
    this.ends = ends;
  }

  /** {@return what is left of the exchanges, in words} */
  String left() {
    return lent.get() == 0 && open.get() == 0
        ? "nothing left"
        : lent + " chunks lent and " + open + " exchanges open";
  }

  @Override
  public String name() {
    return "shared";
  }

  @Override
  public Exchange begin(BackendRequest request) {
    open.incrementAndGet();
    return new SharedExchange();
  }

  @Override
  public void close() {}

  private final class SharedExchange implements Exchange {
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean read;

    @Override
    public ResponseHead awaitHead(long nanos) throws IOException {
      checkOpen();
      return HEAD;
    }

    @Override
    public BodyRead read(long nanos) throws IOException, InterruptedException {
      checkOpen();
      if (!read) {
        read = true;
        lent.incrementAndGet();
        return new CountedChunk();
      }
      if (ends) {
        return BodyRead.Signal.END;
      }
      if (!closed.await(nanos, TimeUnit.NANOSECONDS)) {
        return BodyRead.Signal.TIMED_OUT;
      }
      throw new IOException("closed");
    }

    private void checkOpen() throws IOException {
      if (closed.getCount() == 0) {
        throw new IOException("closed");
      }
    }

    @Override
    public void close() {
      open.decrementAndGet();
      closed.countDown();
    }
  }

  private final class CountedChunk implements Chunk {
    private final ByteBuffer bytes = ByteBuffer.wrap(body);

    @Override
    public ByteBuffer bytes() {
      return bytes;
    }

    @Override
    public void release() {
      lent.decrementAndGet();
    }
  }
}
