package dev.penstock.backend.jdk;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HttpClients of a backend: one for each connect timeout in use, for that is a setting of the
 * client there and one of the request here. Few programs have more than one. Thread-safe.
 */
final class Clients {
  /*
   * Clients that nobody uses are kept, least recently used first to go, as long as there are no more than KEPT in all.
   * Under the lock: clients, their users, closed.
   */
  private static final int KEPT = 4;

  /** Longer than this is no limit at all. */
  private static final Duration LONGEST = Duration.ofDays(20);

  private static final Duration PATIENCE_AT_CLOSE = Duration.ofMillis(500);

  /**
   * What tells the clients of a backend apart.
   *
   * @param connectTimeout how long connecting may take, null for as long as it takes
   */
  record Key(@Nullable Duration connectTimeout) {
    static Key of(Duration connectTimeout) {
      return new Key(connectTimeout.compareTo(LONGEST) > 0 ? null : connectTimeout);
    }
  }

  /** A client in use until this is closed. */
  interface Lease extends AutoCloseable {
    HttpClient client();

    @Override
    void close();
  }

  private static final class Shared {
    final HttpClient client;
    int users;

    Shared(HttpClient client) {
      this.client = client;
    }
  }

  private final Function<Key, HttpClient> maker;
  private final boolean mine;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Shared> clients = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
  private boolean closed;

  private Clients(Function<Key, HttpClient> maker, boolean mine) {
    this.maker = maker;
    this.mine = mine;
  }

  /** {@return clients that are made when they are needed} */
  static Clients madeBy(Function<Key, HttpClient> maker) {
    return new Clients(maker, /* mine= */ true);
  }

  /** {@return the one client, which is never closed} */
  static Clients only(HttpClient client) {
    return new Clients(key -> client, /* mine= */ false);
  }

  /**
   * {@return a client that lives at least until the lease ends}
   *
   * @throws IllegalStateException if these are closed
   */
  Lease lease(Key key) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the backend is closed");
      }
      var shared = clients.computeIfAbsent(key, wanted -> new Shared(maker.apply(wanted)));
      shared.users++;
      dropUnused();
      return new Lease() {
        @Override
        public HttpClient client() {
          return shared.client;
        }

        @Override
        public void close() {
          release(shared);
        }
      };
    } finally {
      lock.unlock();
    }
  }

  private void release(Shared shared) {
    lock.lock();
    try {
      shared.users--;
      dropUnused();
    } finally {
      lock.unlock();
    }
  }

  private void dropUnused() {
    var oldest = clients.values().iterator();
    while (clients.size() > KEPT && oldest.hasNext()) {
      var shared = oldest.next();
      if (shared.users == 0) {
        oldest.remove();
        shut(shared.client);
      }
    }
  }

  private void shut(HttpClient client) {
    if (mine) {
      client.shutdownNow();
    }
  }

  /** Shuts all clients down and waits a moment until their threads have ended. */
  void close() {
    List<HttpClient> ended = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      clients.values().forEach(shared -> ended.add(shared.client));
      clients.clear();
    } finally {
      lock.unlock();
    }
    ended.forEach(this::shut);
    if (mine) {
      awaitTermination(ended);
    }
  }

  private static void awaitTermination(List<HttpClient> clients) {
    long deadline = System.nanoTime() + PATIENCE_AT_CLOSE.toNanos();
    try {
      for (var client : clients) {
        client.awaitTermination(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
