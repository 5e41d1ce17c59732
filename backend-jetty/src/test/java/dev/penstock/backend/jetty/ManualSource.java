package dev.penstock.backend.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A source that a test drives by hand. It refuses what Jetty's would: a second demand, a read
 * beside a pending one.
 */
final class ManualSource implements Content.Source {
  private final ArrayDeque<Content.Chunk> ready = new ArrayDeque<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger releases = new AtomicInteger();
  private @Nullable Runnable pending;
  private boolean inline;
  private int reads;
  private int demands;

  /** Answers demands at once, on the thread that demands, if there is anything. */
  ManualSource inline() {
    inline = true;
    return this;
  }

  ManualSource bytes(String text, boolean last) {
    held.incrementAndGet();
    ready.add(
        Content.Chunk.from(
            ByteBuffer.wrap(text.getBytes(UTF_8)),
            last,
            () -> {
              releases.incrementAndGet();
              held.decrementAndGet();
            }));
    return this;
  }

  ManualSource chunk(Content.Chunk chunk) {
    ready.add(chunk);
    return this;
  }

  /** Releases what nobody has read. */
  void discard() {
    ready.forEach(Content.Chunk::release);
    ready.clear();
  }

  /** Calls back whoever has asked, whether there is anything or not. */
  void callBack() {
    var callback = pending;
    if (callback == null) {
      throw new AssertionError("nobody has asked");
    }
    pending = null;
    callback.run();
  }

  boolean isAsked() {
    return pending != null;
  }

  int demands() {
    return demands;
  }

  int reads() {
    return reads;
  }

  /** Returns how many chunks were handed out or wait, and were not released. */
  int held() {
    return held.get();
  }

  int releases() {
    return releases.get();
  }

  List<Throwable> failures() {
    return failures;
  }

  @Override
  public Content.@Nullable Chunk read() {
    if (pending != null) {
      throw new IllegalStateException("read beside a pending demand");
    }
    reads++;
    return ready.poll();
  }

  @Override
  public void demand(Runnable callback) {
    if (pending != null) {
      throw new IllegalStateException("a second demand");
    }
    demands++;
    pending = callback;
    if (inline && !ready.isEmpty()) {
      callBack();
    }
  }

  @Override
  public void fail(Throwable failure) {
    failures.add(failure);
  }
}
