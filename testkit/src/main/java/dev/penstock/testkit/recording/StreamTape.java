package dev.penstock.testkit.recording;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.ResponseHead;
import dev.penstock.spi.TransportException;
import dev.penstock.testkit.recording.Recording.End;
import dev.penstock.testkit.recording.Recording.Piece;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The file of one stream. What it is told goes to the file at once; what comes after the end is
 * dropped. A file that can't be written harms no stream: it is told to whoever keeps the tapes.
 *
 * <p>Thread-safe: the reader tells what comes, any thread that it is closed. The lock is held while
 * a line is written, never while anybody waits for a server.
 */
final class StreamTape {
  private final ReentrantLock lock = new ReentrantLock();
  private final Path path;
  private final LongSupplier nanoTime;
  private final long begun;
  private final SecretMask mask;
  private final MaskedChunks chunks;
  private final Consumer<IOException> failures;
  private final OutputStream file;
  private final RecordingWriter writer;
  private boolean answered;
  private boolean ended;

  /** Something to write. */
  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  /**
   * Begins a file, in place of what is there.
   *
   * @param failures is told why the file could not be written to its end
   * @throws UncheckedIOException if it can't be begun
   */
  static StreamTape begin(
      Path path,
      BackendRequest request,
      RequestBodies bodies,
      LongSupplier nanoTime,
      Consumer<IOException> failures) {
    try {
      var folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      // Not by a channel, which an interrupt of the reader would close.
      var file = new FileOutputStream(path.toFile());
      return new StreamTape(path, file, request, bodies, nanoTime, failures);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the recording " + path, e);
    }
  }

  /**
   * Begins what is written to a file.
   *
   * @throws IOException if that can't be; the file is closed then
   */
  StreamTape(
      Path path,
      OutputStream file,
      BackendRequest request,
      RequestBodies bodies,
      LongSupplier nanoTime,
      Consumer<IOException> failures)
      throws IOException {
    this.path = path;
    this.file = file;
    this.nanoTime = nanoTime;
    this.failures = failures;
    begun = nanoTime.getAsLong();
    mask = new SecretMask(request);
    chunks = new MaskedChunks(mask);
    writer = new RecordingWriter(file);
    try {
      writer.request(request, mask.text(bodies.shown(request.body())));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  void head(ResponseHead head) {
    write(() -> {
      if (!answered) {
        answered = true;
        mask.learn(head.headers());
        writer.head(now(), head);
      }
    });
  }

  void chunk(ByteBuffer bytes) {
    var copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    write(() -> chunks(chunks.add(new Piece(now(), copy))));
  }

  private void chunks(List<Piece> pieces) throws IOException {
    for (var piece : pieces) {
      writer.chunk(piece.atNanos(), piece.bytes());
    }
  }

  /** Takes the file away. */
  void erase() {
    write(() -> {
      ended = true;
      file.close();
      Files.deleteIfExists(path);
    });
  }

  void completed() {
    end(new End.Completed());
  }

  void failed(TransportException e) {
    var message = e.getMessage();
    end(new End.Failed(e.phase(), message == null ? "" : mask.text(message)));
  }

  void closed() {
    end(new End.Closed());
  }

  private void end(End end) {
    write(() -> {
      ended = true;
      try (file) {
        chunks(chunks.rest());
        writer.end(now(), end);
      }
    });
  }

  private void write(Writing writing) {
    lock.lock();
    try {
      if (!ended) {
        writing.write();
      }
    } catch (IOException e) {
      ended = true;
      failures.accept(e);
      discard();
    } finally {
      lock.unlock();
    }
  }

  private void discard() {
    try {
      file.close();
    } catch (IOException e) {
      failures.accept(e);
    }
  }

  private long now() {
    return nanoTime.getAsLong() - begun;
  }
}
