package dev.penstock.backend.jdk;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.BackendContract;
import javax.net.ssl.SSLContext;

/** The JDK backend keeps the contract of backends over HTTP/1.1 and TLS. */
final class JdkBackendTlsContractTest extends BackendContract {
  @Override
  protected Transport transport() {
    return Transport.TLS;
  }

  @Override
  protected Backend createBackend() {
    return JdkBackend.create();
  }

  @Override
  protected Backend createBackend(SSLContext trusted) {
    return JdkBackend.builder().sslContext(trusted).build();
  }

  @Override
  protected int mayHold() {
    return JdkBackendContractTest.MAY_HOLD;
  }

  @Override
  protected boolean readsAhead() {
    return true;
  }
}
