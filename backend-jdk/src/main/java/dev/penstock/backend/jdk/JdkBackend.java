package dev.penstock.backend.jdk;

/** The backend on the JDK's HTTP client. */
public final class JdkBackend {
  /** The name by which it is chosen. */
  public static final String NAME = "jdk";

  private JdkBackend() {}
}
