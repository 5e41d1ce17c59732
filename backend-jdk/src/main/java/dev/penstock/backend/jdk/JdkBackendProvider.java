package dev.penstock.backend.jdk;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;

/** Lets users choose the backend by the name {@value JdkBackend#NAME}. */
public final class JdkBackendProvider implements BackendProvider {
  /** Makes a provider; it has no state. */
  public JdkBackendProvider() {}

  @Override
  public String name() {
    return JdkBackend.NAME;
  }

  @Override
  public Backend create() {
    return JdkBackend.create();
  }
}
