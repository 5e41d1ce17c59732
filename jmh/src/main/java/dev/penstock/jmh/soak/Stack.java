package dev.penstock.jmh.soak;

import dev.penstock.Penstock;
import dev.penstock.RetryPolicy;
import dev.penstock.Timeouts;
import dev.penstock.backend.jdk.BufferAccess;
import dev.penstock.backend.jdk.JdkBackend;
import dev.penstock.backend.jetty.ClientAccess;
import dev.penstock.backend.jetty.JettyBackend;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A client over one of the backends.
 *
 * @param name what it is called
 * @param http2 whether it speaks HTTP/2
 * @param penstock the client
 * @param lent how many buffers its pool has given out
 * @param exchanges how many exchanges are open, as far as the backend counts them
 * @param transport what is closed with it
 */
record Stack(
    String name,
    boolean http2,
    Penstock penstock,
    IntSupplier lent,
    IntSupplier exchanges,
    Runnable transport)
    implements AutoCloseable {

  static Stack jdk() {
    var backend = JdkBackend.create();
    return new Stack(
        "JDK, HTTP/1.1",
        /* http2= */ false,
        Penstock.builder().backend(backend).build(),
        () -> BufferAccess.lent(backend),
        () -> BufferAccess.exchanges(backend),
        backend::close);
  }

  static Stack jetty(boolean http2) throws Exception {
    var pool = new ArrayByteBufferPool();
    var client = ClientAccess.start(pool, http2);
    var backend = JettyBackend.builder().httpClient(client).build();
    return new Stack(
        http2 ? "Jetty, HTTP/2" : "Jetty, HTTP/1.1",
        http2,
        Penstock.builder().backend(backend).build(),
        () -> lent(pool),
        () -> 0,
        () -> {
          backend.close();
          LifeCycle.stop(client);
        });
  }

  private static int lent(ArrayByteBufferPool pool) {
    long all = pool.getHeapByteBufferCount() + pool.getDirectByteBufferCount();
    long idle = pool.getAvailableHeapByteBufferCount() + pool.getAvailableDirectByteBufferCount();
    return (int) (all - idle);
  }

  /** {@return the timeouts of a stream; short where one is to run out} */
  static Timeouts timeouts(Fate fate) {
    var most = fate.waitsForClock() ? Duration.ofMillis(100) : Duration.ofSeconds(25);
    return Timeouts.DEFAULT.withHead(most).withIdle(most);
  }

  /** {@return how requests are sent again; only where the first is turned away to that end} */
  static RetryPolicy retries(Fate fate) {
    return fate == Fate.BUSY_FIRST ? RetryPolicy.DEFAULT : RetryPolicy.NONE;
  }

  @Override
  public void close() {
    penstock.close();
    transport.run();
  }
}
