package dev.penstock.backend.jetty;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ByteBufferPool;
import org.jspecify.annotations.NullMarked;

/**
 * Makes the client that the Jetty backend makes for itself, with a pool that can be looked into.
 */
@NullMarked
public final class ClientAccess {
  private ClientAccess() {}

  /** {@return a started client, for the caller to stop} */
  public static HttpClient start(ByteBufferPool pool, boolean http2) throws Exception {
    var client = Clients.create(JettyBackend.builder().http2PriorKnowledge(http2).options());
    client.setByteBufferPool(pool);
    client.start();
    Clients.strip(client);
    return client;
  }
}
