package dev.penstock.backend.jetty;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.BackendContract;
import javax.net.ssl.SSLContext;

/** The Jetty backend keeps the contract of backends over HTTP/1.1 and TLS. */
final class JettyBackendTlsContractTest extends BackendContract {
  @Override
  protected Transport transport() {
    return Transport.TLS;
  }

  @Override
  protected Backend createBackend() {
    return JettyBackend.create();
  }

  @Override
  protected Backend createBackend(SSLContext trusted) {
    return JettyBackend.builder().sslContext(trusted).build();
  }
}
