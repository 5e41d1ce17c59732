package dev.penstock.spi;

/**
 * Makes backends of one name; found by {@link java.util.ServiceLoader}.
 *
 * <p>Register it in {@code module-info} by {@code provides} and in {@code META-INF/services} for
 * the class path.
 */
public interface BackendProvider {

  /** {@return the name by which users choose the backend: lower case, without blanks} */
  String name();

  /** {@return a new backend with default settings, the caller's to close} */
  Backend create();
}
