package dev.penstock.backend.jetty;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ClientConnector;

/**
 * A connector that leaves no socket open when it is stopped. Jetty closes those that its selector
 * knows; one whose connection is just being made, by a task that is never run any more, it forgets.
 */
final class Connector extends ClientConnector {
  private static final System.Logger LOG = System.getLogger(Connector.class.getName());

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<SelectableChannel> channels = Collections.newSetFromMap(new WeakHashMap<>());

  /** Jetty calls it with each new channel, before it connects. */
  @Override
  protected void configure(SelectableChannel channel) throws IOException {
    super.configure(channel);
    lock.lock();
    try {
      channels.add(channel);
    } finally {
      lock.unlock();
    }
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    for (var channel : opened()) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "a socket does not close", e);
      }
    }
  }

  private List<SelectableChannel> opened() {
    lock.lock();
    try {
      return List.copyOf(channels);
    } finally {
      lock.unlock();
    }
  }
}
