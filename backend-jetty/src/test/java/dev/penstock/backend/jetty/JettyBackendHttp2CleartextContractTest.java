package dev.penstock.backend.jetty;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.BackendContract;

/** The Jetty backend keeps the contract of backends over HTTP/2 in clear text. */
final class JettyBackendHttp2CleartextContractTest extends BackendContract {
  @Override
  protected Transport transport() {
    return Transport.HTTP2_CLEARTEXT;
  }

  @Override
  protected Backend createBackend() {
    return JettyBackend.builder().http2PriorKnowledge(true).build();
  }

  @Override
  protected int mayHold() {
    return JettyBackendHttp2ContractTest.MAY_HOLD;
  }

  @Override
  protected boolean readsAhead() {
    return true;
  }
}
