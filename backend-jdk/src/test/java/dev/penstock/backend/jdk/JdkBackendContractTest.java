package dev.penstock.backend.jdk;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.BackendContract;

/** The JDK backend keeps the contract of backends over HTTP/1.1 in clear text. */
final class JdkBackendContractTest extends BackendContract {
  /** The queue, and what the client reads at once beside it. */
  static final int MAY_HOLD = (64 + 64) << 10;

  @Override
  protected Backend createBackend() {
    return JdkBackend.create();
  }

  @Override
  protected int mayHold() {
    return MAY_HOLD;
  }

  @Override
  protected boolean readsAhead() {
    return true;
  }
}
