package dev.penstock.testkit;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A backend over plain sockets, for HTTP/1.1 in clear text: the smallest that keeps the contract.
 * Strict pull: it reads from the network while somebody waits, and no more than one buffer.
 */
public final class SocketBackend implements Backend {
  static final String NAME = "socket";

  /** Makes it known by its name. */
  public static final class Provider implements BackendProvider {
    /** For the service loader. */
    public Provider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Backend create() {
      return new SocketBackend();
    }
  }

  private final Set<SocketExchange> live = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, ArrayDeque<SocketConnection>> idle = new HashMap<>();
  private volatile boolean closed;

  /** Makes one. */
  public SocketBackend() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Exchange begin(BackendRequest request) {
    var exchange = new SocketExchange(this, request);
    live.add(exchange);
    if (closed) {
      exchange.close();
      throw new IllegalStateException("the backend is closed");
    }
    exchange.start();
    return exchange;
  }

  void ended(SocketExchange exchange) {
    live.remove(exchange);
  }

  /** Returns an unused connection, which may have been lost since; null if there is none. */
  @Nullable SocketConnection takeIdle(URI uri) {
    lock.lock();
    try {
      var unused = idle.get(uri.getAuthority());
      return unused == null ? null : unused.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes back a connection over which another request can go. */
  void giveIdle(URI uri, SocketConnection connection) {
    lock.lock();
    try {
      if (closed) {
        connection.close();
      } else {
        idle.computeIfAbsent(uri.getAuthority(), key -> new ArrayDeque<>()).add(connection);
      }
    } finally {
      lock.unlock();
    }
  }

  static InetSocketAddress address(URI uri) throws IOException {
    return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
  }

  @Override
  public void close() {
    closed = true;
    live.forEach(SocketExchange::close);
    lock.lock();
    try {
      idle.values().forEach(unused -> unused.forEach(SocketConnection::close));
      idle.clear();
    } finally {
      lock.unlock();
    }
  }
}
