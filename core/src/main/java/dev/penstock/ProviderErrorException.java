package dev.penstock;

/** The provider reported an error inside a stream that had begun as a success. */
public final class ProviderErrorException extends StreamException {
  private static final long serialVersionUID = 1L;

  private final transient ProviderError error;

  ProviderErrorException(String message, ProviderError error, Progress progress) {
    super(message, null, progress);
    this.error = error;
  }

  /** {@return the error as the provider reported it} */
  public ProviderError error() {
    return error;
  }

  /** {@return what the provider's type and code say about it} */
  @Override
  public boolean retryable() {
    return error.retryable();
  }
}
