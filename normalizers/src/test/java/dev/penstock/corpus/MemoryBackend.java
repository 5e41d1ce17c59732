package dev.penstock.corpus;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;

/** Answers every request with the same bytes, cut into chunks. */
final class MemoryBackend implements Backend {
  private final int status;
  private final byte[] body;
  private final IntUnaryOperator chunkSizes;

  /**
   * Makes one.
   *
   * @param chunkSizes gives the size of the chunk that begins at a byte
   */
  MemoryBackend(int status, byte[] body, IntUnaryOperator chunkSizes) {
    this.status = status;
    this.body = body;
    this.chunkSizes = chunkSizes;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Exchange begin(BackendRequest request) {
    return new Exchange() {
      private int position;

      @Override
      public ResponseHead awaitHead(long nanos) {
        return new ResponseHead(status, Headers.none());
      }

      @Override
      public BodyRead read(long nanos) {
        if (position == body.length) {
          return BodyRead.Signal.END;
        }
        int size = Math.min(chunkSizes.applyAsInt(position), body.length - position);
        // A copy, so that whoever keeps a slice of a chunk that was given back is found out.
        var chunk = new byte[size];
        System.arraycopy(body, position, chunk, 0, size);
        position += size;
        return new LentChunk(ByteBuffer.wrap(chunk));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}

  private record LentChunk(ByteBuffer bytes) implements Chunk {
    @Override
    public void release() {
      for (int i = 0; i < bytes.limit(); i++) {
        bytes.put(i, (byte) 0x23);
      }
    }
  }
}
