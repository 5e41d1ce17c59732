package dev.penstock.backend.jetty;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.BackendContract;
import javax.net.ssl.SSLContext;

/** The Jetty backend keeps the contract of backends over HTTP/2 and TLS. */
final class JettyBackendHttp2ContractTest extends BackendContract {
  /** The stream's window, and a frame on its way here and one there. */
  static final int MAY_HOLD = (64 + 16 + 16) << 10;

  @Override
  protected Transport transport() {
    return Transport.HTTP2;
  }

  @Override
  protected Backend createBackend() {
    return JettyBackend.builder().http2(true).build();
  }

  @Override
  protected Backend createBackend(SSLContext trusted) {
    return JettyBackend.builder().http2(true).sslContext(trusted).build();
  }

  @Override
  protected int mayHold() {
    return MAY_HOLD;
  }

  /** Frames of a connection are always read. */
  @Override
  protected boolean readsAhead() {
    return true;
  }
}
