package dev.penstock;

import org.jspecify.annotations.Nullable;

/**
 * The request's {@linkplain dev.penstock.spi.RequestSigner signer} could not sign it, for want of
 * credentials perhaps. It was not sent.
 */
public final class SigningException extends StreamException {
  private static final long serialVersionUID = 1L;

  SigningException(String message, @Nullable Throwable cause, Progress progress) {
    super(message, cause, progress);
  }

  /** {@return false} */
  @Override
  public boolean retryable() {
    return false;
  }
}
