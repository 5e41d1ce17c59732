package dev.penstock.testkit.recording;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers requests with recordings, without a network.
 *
 * {@snippet class="dev.penstock.testkit.recording.RecordingSnippetsTest" region="replay"}
 *
 * <p>A request gets the first recording, in the order in which they were given, that {@linkplain
 * Matching fits} and has not been played; when all that fit were played, the last of them again.
 * The head and the chunks come when they came, at the speed of the {@link Playback}, and how the
 * stream ended is repeated: a proper end, or a {@link dev.penstock.spi.TransportException} of the
 * same phase with the same message. Where its reader had closed the stream, nobody knows what would
 * have followed: the replay is silent for somewhat longer than its reader had waited, at whatever
 * speed, and then fails; so does one whose recording nobody finished, at once.
 *
 * <p>Thread-safe. It has no threads and no connections. Waits end when they are interrupted or the
 * exchange is closed, as {@link Exchange} wants it.
 */
public final class ReplayBackend implements Backend {
  private static final String NAME = "replay";

  private final List<Recording> recordings;
  private final Playback playback;
  private final Matching matching;
  private final String remedy;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Recording> played = new HashSet<>();
  private final Set<ReplayExchange> live = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ReplayBackend(List<Recording> recordings, Playback playback, Matching matching, String remedy) {
    this.recordings = List.copyOf(recordings);
    this.playback = playback;
    this.matching = matching;
    this.remedy = remedy;
  }

  /**
   * {@return a backend that plays recordings at once, each to the request that it was made of}
   *
   * @param recordings the recordings
   */
  public static ReplayBackend of(Recording... recordings) {
    return of(List.of(recordings), Playback.atOnce(), Matching.REQUEST);
  }

  /**
   * {@return a backend that plays recordings}
   *
   * @param recordings the recordings, in the order in which they are to be tried
   * @param playback how they are played
   * @param matching which requests they answer
   */
  public static ReplayBackend of(List<Recording> recordings, Playback playback, Matching matching) {
    return new ReplayBackend(
        recordings, playback, matching, "record it with StreamRecorder, or by 'penstock record'");
  }

  /**
   * {@return a backend that plays files at once, each to the request that it was made of}
   *
   * @param files files of recordings
   * @throws UncheckedIOException if one can't be read
   * @throws IllegalArgumentException if one is no recording
   */
  public static ReplayBackend ofFiles(Path... files) {
    var recordings = new ArrayList<Recording>();
    for (var file : files) {
      try {
        recordings.add(Recording.read(file));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the recording " + file, e);
      }
    }
    return of(recordings.toArray(Recording[]::new));
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * {@inheritDoc}
   *
   * @throws MissingRecordingException if no recording fits
   */
  @Override
  public Exchange begin(BackendRequest request) {
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
    var recording = next(request);
    var exchange =
        new ReplayExchange(recording, playback.pieces(recording), playback, live::remove);
    live.add(exchange);
    if (closed) {
      exchange.close();
      throw new IllegalStateException("the backend is closed");
    }
    return exchange;
  }

  private Recording next(BackendRequest request) {
    var fitting =
        recordings.stream().filter(recording -> matching.matches(recording, request)).toList();
    if (fitting.isEmpty()) {
      throw missing(request);
    }
    lock.lock();
    try {
      for (var recording : fitting) {
        if (played.add(recording)) {
          return recording;
        }
      }
      return fitting.getLast();
    } finally {
      lock.unlock();
    }
  }

  private MissingRecordingException missing(BackendRequest request) {
    var message = new StringBuilder("no recording of ");
    message.append(request.method()).append(' ').append(Redaction.withoutSecrets(request.uri()));
    message.append(" with this body: ").append(remedy);
    for (var recording : recordings) {
      message.append("\n  ").append(recording);
      if (Matching.matchesTarget(recording, request)) {
        message.append(" (its body differs)");
      }
    }
    return new MissingRecordingException(message.toString());
  }

  /** Ends every exchange that is under way. */
  @Override
  public void close() {
    closed = true;
    live.forEach(ReplayExchange::close);
  }
}
