package dev.penstock.backend.jdk;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.BackendContract;
import javax.net.ssl.SSLContext;

/** The JDK backend keeps the contract of backends over HTTP/2 and TLS. */
final class JdkBackendHttp2ContractTest extends BackendContract {
  /**
   * The client's window for a stream, which only a system property makes smaller; what is counted
   * has the script's transfer framing in it.
   */
  private static final int WINDOW = 17 << 20;

  @Override
  protected Transport transport() {
    return Transport.HTTP2;
  }

  @Override
  protected Backend createBackend() {
    return JdkBackend.builder().http2(true).build();
  }

  @Override
  protected Backend createBackend(SSLContext trusted) {
    return JdkBackend.builder().http2(true).sslContext(trusted).build();
  }

  @Override
  protected int mayHold() {
    return WINDOW + JdkBackendContractTest.MAY_HOLD;
  }

  @Override
  protected boolean readsAhead() {
    return true;
  }
}
