package dev.penstock.cli;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Answers every request with the bytes of an input, as if a server had sent them: so that a
 * captured body is decoded by what decodes a live one. For one stream, on one thread.
 */
final class InputBackend implements Backend {
  private static final ResponseHead HEAD = new ResponseHead(200, Headers.none());

  private final Input input;
  private final int chunkSize;

  InputBackend(Input input, int chunkSize) {
    this.input = input;
    this.chunkSize = chunkSize;
  }

  @Override
  public String name() {
    return "input";
  }

  @Override
  public Exchange begin(BackendRequest request) {
    return new Reading();
  }

  @Override
  public void close() {
    // The input is its maker's to close.
  }

  private final class Reading implements Exchange {
    /** Lent out as one chunk at a time: it is free again when the next is asked for. */
    private final byte[] buffer = new byte[chunkSize];

    @Override
    public ResponseHead awaitHead(long nanos) throws IOException {
      try {
        input.open();
      } catch (IOException e) {
        throw new TransportException(Phase.CONNECT, String.valueOf(e.getMessage()), e);
      }
      return HEAD;
    }

    /**
     * Waits for as long as it takes, or not at all if there is a limit: reading a pipe knows no
     * other.
     */
    @Override
    public BodyRead read(long nanos) throws IOException {
      try {
        if (nanos != Long.MAX_VALUE && !input.isReady()) {
          return BodyRead.Signal.TIMED_OUT;
        }
        int count = input.read(buffer);
        return count < 0
            ? BodyRead.Signal.END
            : Chunk.of(ByteBuffer.wrap(buffer, 0, count).slice());
      } catch (IOException e) {
        throw new TransportException(Phase.BODY, String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    public void close() {
      // As for the backend.
    }
  }
}
