package dev.penstock;

import dev.penstock.spi.Headers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server answered with a status that is no success. */
public final class HttpStatusException extends StreamException {
  private static final long serialVersionUID = 1L;

  /**
   * The answer.
   *
   * @param status the status code
   * @param headers the headers
   * @param body the beginning of the body
   * @param error the provider's error in it, if one was recognised
   * @param retryAfter how long the server asks to wait, if it does
   */
  record Answer(
      int status,
      Headers headers,
      String body,
      @Nullable ProviderError error,
      @Nullable Duration retryAfter) {}

  private final transient Answer answer;

  HttpStatusException(String message, Answer answer, Progress progress) {
    super(message, null, progress);
    this.answer = answer;
  }

  /** {@return the status code} */
  public int status() {
    return answer.status();
  }

  /** {@return the response's headers} */
  public Headers headers() {
    return answer.headers();
  }

  /**
   * {@return the beginning of the response's body, up to {@link Limits#maxErrorBodyBytes()},
   * decoded as UTF-8}
   */
  public String body() {
    return answer.body();
  }

  /** {@return the provider's error, if the body has one} */
  public Optional<ProviderError> error() {
    return Optional.ofNullable(answer.error());
  }

  /** {@return how long the server asks to wait before the next try, if it does} */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(answer.retryAfter());
  }

  /** {@return true for 408, 429 and 5xx} */
  @Override
  public boolean retryable() {
    return retryable(answer.status());
  }

  static boolean retryable(int status) {
    return status == 408 || status == 429 || status >= 500;
  }
}
