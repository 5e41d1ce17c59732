package dev.penstock.backend.jetty;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;

/** Makes the backend named {@code jetty}, with its default settings. */
public final class JettyBackendProvider implements BackendProvider {
  /** Makes a provider; {@link java.util.ServiceLoader} does. */
  public JettyBackendProvider() {}

  @Override
  public String name() {
    return JettyBackend.NAME;
  }

  @Override
  public Backend create() {
    return JettyBackend.create();
  }
}
