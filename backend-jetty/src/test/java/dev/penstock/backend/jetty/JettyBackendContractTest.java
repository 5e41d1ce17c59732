package dev.penstock.backend.jetty;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.BackendContract;

/** The Jetty backend keeps the contract of backends over HTTP/1.1 in clear text. */
final class JettyBackendContractTest extends BackendContract {
  @Override
  protected Backend createBackend() {
    return JettyBackend.create();
  }
}
