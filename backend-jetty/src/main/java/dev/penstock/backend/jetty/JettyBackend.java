package dev.penstock.backend.jetty;

/** The backend on Jetty's HTTP client. */
public final class JettyBackend {
  /** The name by which it is chosen. */
  public static final String NAME = "jetty";

  private JettyBackend() {}
}
