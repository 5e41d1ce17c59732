package dev.penstock.cli;

import dev.penstock.Penstock;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamException;
import dev.penstock.StreamMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the demonstration's streams by one backend, and measures. One thread at a time. */
final class DemoReader {

  /** What watches a slow reading. */
  @FunctionalInterface
  interface Progress {
    /**
     * Is told after each event.
     *
     * @param read bytes of the events read so far
     * @param written bytes that the server has written so far
     */
    void at(long read, long written);
  }

  private final String backend;
  private final DemoServer server;
  private final Penstock penstock;

  private final List<Duration> firstTokens = new ArrayList<>();
  private long intervals;
  private long intervalNanos;
  private long events;
  private long bytes;
  private long mostBuffered;
  private long mostBufferedSlowly;
  private long takenSlowly;
  private long writtenSlowly;

  DemoReader(String backend, DemoServer server, Penstock penstock) {
    this.backend = backend;
    this.server = server;
    this.penstock = penstock;
  }

  String backend() {
    return backend;
  }

  /** {@return the median of the times from asking to the first token} */
  Duration firstToken() {
    var sorted = firstTokens.stream().sorted().toList();
    return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
  }

  /** {@return how many tokens came in a second, from the first of each answer to its last} */
  double tokensPerSecond() {
    return intervalNanos == 0 ? 0 : intervals * 1e9 / intervalNanos;
  }

  long events() {
    return events;
  }

  long bytes() {
    return bytes;
  }

  /**
   * {@return the most bytes, at any event, that the server had written and the stream had not taken
   * in}
   */
  long mostBuffered() {
    return mostBuffered;
  }

  /** {@return the same for the slow reading} */
  long mostBufferedSlowly() {
    return mostBufferedSlowly;
  }

  /** {@return the bytes of the events that the slow reading took} */
  long takenSlowly() {
    return takenSlowly;
  }

  /** {@return the bytes that the server could write until then} */
  long writtenSlowly() {
    return writtenSlowly;
  }

  /**
   * Reads a scene to its end.
   *
   * @param scene the scene
   * @param output shows it
   */
  void read(DemoScene scene, DemoOutput output) {
    var request = Example.request(server.baseUrl(scene.name(), backend), scene.prompt(), backend);
    Example.ask(penstock, request, new Screen(scene, output));
  }

  /**
   * Reads an endless stream with a pause after each event, and breaks off.
   *
   * @param count how many events
   * @param pause how long
   * @param progress is told
   */
  void readSlowly(int count, Duration pause, Progress progress) throws InterruptedException {
    var url = server.baseUrl(DemoServer.ENDLESS, backend);
    try (var stream = penstock.open(Example.request(url, "Go on.", backend))) {
      for (int read = 1; read <= count && stream.hasNext(); read++) {
        var event = stream.next();
        Thread.sleep(pause);
        long written = server.written(DemoServer.ENDLESS, backend);
        mostBufferedSlowly = Math.max(mostBufferedSlowly, written - stream.metadata().bytes());
        assert event instanceof TextDelta : event;
        takenSlowly = (long) read * DemoScene.ENDLESS_EVENT_BYTES;
        writtenSlowly = written;
        progress.at(takenSlowly, writtenSlowly);
      }
    }
  }

  /** What the example shows an answer on: it counts and passes on. */
  private final class Screen implements Example.Screen {
    private final DemoScene scene;
    private final DemoOutput output;
    private long tokens;
    private long firstAt;
    private long lastAt;

    Screen(DemoScene scene, DemoOutput output) {
      this.scene = scene;
      this.output = output;
    }

    @Override
    public void text(String text) {
      token();
      output.event(new TextDelta(text));
    }

    @Override
    public void thinking(String thought) {
      token();
      output.event(new ThinkingDelta(thought));
    }

    @Override
    public void toolCall(ToolCallDelta call) {
      token();
      output.event(call);
    }

    private void token() {
      lastAt = System.nanoTime();
      if (tokens++ == 0) {
        firstAt = lastAt;
      }
    }

    @Override
    public void status(StreamMetadata soFar) {
      long buffered = server.written(scene.name(), backend) - soFar.bytes();
      mostBuffered = Math.max(mostBuffered, buffered);
    }

    @Override
    public void finished(Finish finish, StreamMetadata metadata) {
      output.finished(finish);
      add(metadata);
    }

    @Override
    public void failed(StreamException e) {
      output.failed(e);
      add(e.metadata());
    }

    private void add(StreamMetadata metadata) {
      events += metadata.events();
      bytes += metadata.bytes();
      intervals += Math.max(0, tokens - 1);
      intervalNanos += lastAt - firstAt;
      var first = metadata.timings().firstEvent();
      if (first != null) {
        firstTokens.add(first);
      }
    }
  }
}
