package dev.penstock.testkit;

/**
 * Ends a script whose connection is over: the client left, or the server was closed. Nobody's
 * fault.
 */
final class ConnectionOverException extends Exception {
  private static final long serialVersionUID = 1;

  ConnectionOverException() {}

  ConnectionOverException(Throwable cause) {
    super(cause);
  }
}
