package dev.penstock;

import org.jspecify.annotations.Nullable;

/**
 * A stream did not come to its end. Everything that was decoded before was delivered; {@link
 * #partial()} has it together.
 *
 * <p>The family is sealed, so that a {@code switch} over it is checked by the compiler. No message
 * of it shows a key, a query value or a prompt.
 */
public abstract sealed class StreamException extends RuntimeException
    permits ConnectionException,
        SigningException,
        HttpStatusException,
        ProviderErrorException,
        StreamTimeoutException,
        MalformedStreamException,
        LimitExceededException,
        IncompleteStreamException,
        StreamCancelledException,
        StreamInterruptedException {
  private static final long serialVersionUID = 1L;

  /**
   * What there was when it happened.
   *
   * @param partial the answer so far
   * @param metadata what else is known
   */
  record Progress(Completion partial, StreamMetadata metadata) {
    /** Where there was no stream yet, or several. */
    static final Progress NONE = new Progress(Completion.EMPTY, StreamMetadata.NONE);
  }

  private final transient Progress progress;

  StreamException(String message, @Nullable Throwable cause, Progress progress) {
    super(message, cause);
    this.progress = progress;
  }

  /**
   * {@return the answer as far as it came: text, thinking, tool calls, usage} Empty where it was
   * not kept.
   */
  public Completion partial() {
    return progress.partial();
  }

  /** {@return what else is known: counts, times, how often it was tried} */
  public StreamMetadata metadata() {
    return progress.metadata();
  }

  /** {@return whether the same request may well succeed if it is sent again} */
  public abstract boolean retryable();
}
