package dev.penstock.testkit.recording;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A replay that keeps what it had to refuse: the code under test may make nothing of it. */
final class NotedMisses implements Backend {
  private final ReplayBackend replay;
  private final Queue<MissingRecordingException> misses = new ConcurrentLinkedQueue<>();

  NotedMisses(ReplayBackend replay) {
    this.replay = replay;
  }

  @Override
  public String name() {
    return replay.name();
  }

  @Override
  public Exchange begin(BackendRequest request) {
    try {
      return replay.begin(request);
    } catch (MissingRecordingException e) {
      misses.add(e);
      throw e;
    }
  }

  void rethrow() {
    var first = misses.poll();
    if (first != null) {
      throw first;
    }
  }

  @Override
  public void close() {
    replay.close();
  }
}
