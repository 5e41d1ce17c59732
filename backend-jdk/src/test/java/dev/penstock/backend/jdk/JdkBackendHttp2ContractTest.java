package dev.penstock.backend.jdk;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.BackendContract;
import javax.net.ssl.SSLContext;

/** The JDK backend keeps the contract of backends over HTTP/2 and TLS. */
final class JdkBackendHttp2ContractTest extends BackendContract {
  /**
   * The client's window for a stream, which only a system property makes smaller, as the build does
   * for tests.
   */
  private static final int WINDOW = Integer.getInteger("jdk.httpclient.windowsize", 16 << 20);

  /** What the script behind the server writes more than that, for it frames its chunks. */
  private static final int FRAMING = WINDOW / 20;

  /** The frame that the server has from the script and may not send. */
  private static final int FRAME = 16 << 10;

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
    return WINDOW + FRAMING + FRAME;
  }

  @Override
  protected boolean readsAhead() {
    return true;
  }
}
