package dev.penstock.testkit.recording;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Records what another backend does: each stream into a text file of its own, while it runs.
 *
 * {@snippet class="dev.penstock.testkit.recording.RecordingSnippetsTest" region="record"}
 *
 * <p>The first stream goes into the file that was named, the next into one beside it, {@code
 * answer-2.txt} beside {@code answer.txt}; each attempt of a request that is retried is a stream.
 * The file is complete as far as the stream has come, also if that failed, was closed early, or the
 * process ended: see {@link Recording} for what is in it. Streams are neither changed nor slowed
 * down, but for the time that writing takes.
 *
 * <p><b>Secrets</b> are left out by allow-list, so that a recording can be committed: of header
 * fields, sent and received, the values are written that {@link
 * dev.penstock.spi.Headers#isHarmless} knows; of a URI no user info, no fragment and no value of
 * its query; of a body that is sent what {@link RequestBodies} says. A server that repeats a
 * credential which it was sent, or an organization's name from the head of its answer, has it
 * overwritten by as many asterisks. What else a server sends is written as it is, since it is what
 * the recording is for.
 *
 * <p>Thread-safe.
 */
public final class StreamRecorder implements Backend {
  private final Backend recorded;
  private final Path file;
  private final RequestBodies bodies;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Path> files = new ArrayList<>();
  private final List<IOException> failures = new CopyOnWriteArrayList<>();

  StreamRecorder(Path file, Backend recorded, RequestBodies bodies, LongSupplier nanoTime) {
    this.recorded = recorded;
    this.file = file;
    this.bodies = bodies;
    this.nanoTime = nanoTime;
  }

  /**
   * {@return a recorder of what a backend does}
   *
   * @param file where the first stream goes, in place of what is there; folders are made
   * @param recorded does what is recorded; the recorder's to close
   */
  public static StreamRecorder into(Path file, Backend recorded) {
    return into(file, recorded, RequestBodies.REDACTED);
  }

  /**
   * {@return a recorder of what a backend does}
   *
   * @param file where the first stream goes, in place of what is there; folders are made
   * @param recorded does what is recorded; the recorder's to close
   * @param bodies what is shown of the bodies of requests
   */
  public static StreamRecorder into(Path file, Backend recorded, RequestBodies bodies) {
    return new StreamRecorder(file, recorded, bodies, System::nanoTime);
  }

  /** {@return the name of the backend that is recorded} */
  @Override
  public String name() {
    return recorded.name();
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if its file can't be begun; nothing was sent
   */
  @Override
  public Exchange begin(BackendRequest request) {
    var path = nextFile();
    var tape = StreamTape.begin(path, request, bodies, nanoTime, failures::add);
    Exchange exchange;
    try {
      exchange = recorded.begin(request);
    } catch (RuntimeException e) {
      // Nothing was sent, so that there is nothing to replay.
      tape.erase();
      throw e;
    }
    return new RecordingExchange(exchange, tape);
  }

  private Path nextFile() {
    lock.lock();
    try {
      var next = files.isEmpty() ? file : numbered(file, files.size() + 1);
      files.add(next);
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** {@return the file of the stream of a number, from 1} */
  static Path numbered(Path file, int number) {
    if (number == 1) {
      return file;
    }
    var name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot < 1 ? name.length() : dot;
    return file.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
  }

  /** {@return the files that were begun so far, in the order of their streams} */
  public List<Path> files() {
    lock.lock();
    try {
      return List.copyOf(files);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the backend that is recorded, and with it all its streams.
   *
   * @throws UncheckedIOException if a file could not be written to its end; its stream went on
   */
  @Override
  public void close() {
    recorded.close();
    if (!failures.isEmpty()) {
      var first = failures.getFirst();
      failures.clear();
      throw new UncheckedIOException("a recording beside " + file + " is not whole", first);
    }
  }
}
