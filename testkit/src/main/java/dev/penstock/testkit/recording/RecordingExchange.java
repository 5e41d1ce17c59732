package dev.penstock.testkit.recording;

import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.ResponseHead;
import dev.penstock.spi.TransportException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An exchange whose reader is listened to. */
final class RecordingExchange implements Exchange {
  private final Exchange recorded;
  private final StreamTape tape;

  RecordingExchange(Exchange recorded, StreamTape tape) {
    this.recorded = recorded;
    this.tape = tape;
  }

  @Override
  public @Nullable ResponseHead awaitHead(long nanos) throws IOException, InterruptedException {
    try {
      var head = recorded.awaitHead(nanos);
      if (head != null) {
        tape.head(head);
      }
      return head;
    } catch (TransportException e) {
      tape.failed(e);
      throw e;
    }
  }

  @Override
  public BodyRead read(long nanos) throws IOException, InterruptedException {
    try {
      var read = recorded.read(nanos);
      switch (read) {
        case Chunk chunk -> tape.chunk(chunk.bytes());
        case BodyRead.Signal.END -> tape.completed();
        case BodyRead.Signal.TIMED_OUT -> {}
      }
      return read;
    } catch (TransportException e) {
      tape.failed(e);
      throw e;
    }
  }

  @Override
  public void close() {
    tape.closed();
    recorded.close();
  }
}
