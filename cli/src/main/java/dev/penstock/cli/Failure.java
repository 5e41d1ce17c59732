package dev.penstock.cli;

import dev.penstock.ConnectionException;
import dev.penstock.HttpStatusException;
import dev.penstock.IncompleteStreamException;
import dev.penstock.LimitExceededException;
import dev.penstock.MalformedStreamException;
import dev.penstock.ProviderError;
import dev.penstock.ProviderErrorException;
import dev.penstock.SigningException;
import dev.penstock.StreamCancelledException;
import dev.penstock.StreamException;
import dev.penstock.StreamInterruptedException;
import dev.penstock.StreamTimeoutException;
import dev.penstock.framing.FrameLimitException;
import dev.penstock.framing.FramingException;
import dev.penstock.framing.MalformedFrameException;
import dev.penstock.framing.TruncatedFrameException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a stream failed, as it is shown.
 *
 * @param kind which of the typed errors it is
 * @param type the provider's type of error; of a timeout its clock, of a limit its name
 * @param code the provider's code
 * @param message what the provider says, or what happened
 * @param status the HTTP status, where it is the error
 * @param shown the message for people: with all that is known
 */
record Failure(
    String kind,
    @Nullable String type,
    @Nullable String code,
    String message,
    @Nullable Integer status,
    String shown) {
  private static final int EXCERPT = 300;
  private static final int LONGEST_LINE = 2000;

  static Failure of(StreamException e) {
    return switch (e) {
      case ConnectionException ignored -> of("connection", null, e);
      case SigningException ignored -> of("signing", null, e);
      case HttpStatusException http -> of(http);
      case ProviderErrorException provider -> of("provider", provider.error(), null, message(e));
      case StreamTimeoutException timeout ->
          of("timeout", timeout.clock().name().toLowerCase(Locale.ROOT), e);
      case MalformedStreamException ignored -> of("malformed", null, e);
      case LimitExceededException limit -> of("limit", limit.limit(), e);
      case IncompleteStreamException ignored -> of("incomplete", null, e);
      case StreamCancelledException ignored -> of("cancelled", null, e);
      case StreamInterruptedException ignored -> of("interrupted", null, e);
    };
  }

  static Failure of(FramingException e) {
    return switch (e) {
      case MalformedFrameException ignored -> of("malformed", null, e);
      case FrameLimitException ignored -> of("limit", "maxFrameBytes", e);
      case TruncatedFrameException ignored -> of("incomplete", null, e);
    };
  }

  /** {@return the failure of a file that can't be read} */
  static Failure ofInput(String message) {
    return new Failure("input", null, null, message, null, message);
  }

  /** {@return the failure of bytes that are not what the format says} */
  static Failure malformed(String message) {
    return new Failure("malformed", null, null, message, null, message);
  }

  private static Failure of(HttpStatusException e) {
    var error = e.error().orElse(new ProviderError(null, null, "", false));
    var shown = message(e);
    if (e.error().isEmpty() && !e.body().isBlank()) {
      shown += ": " + excerpt(e.body().strip());
    }
    return of("http_status", error, e.status(), shown);
  }

  private static Failure of(
      String kind, ProviderError error, @Nullable Integer status, String shown) {
    var message = error.message().isEmpty() ? shown : error.message();
    return new Failure(kind, error.type(), error.code(), message, status, shown);
  }

  private static Failure of(String kind, @Nullable String type, RuntimeException e) {
    var message = message(e);
    return new Failure(kind, type, null, message, null, message);
  }

  private static String message(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }

  private static String excerpt(String body) {
    return body.length() <= EXCERPT ? body : body.substring(0, EXCERPT) + "…";
  }

  /**
   * {@return the text on one line, without what could command a terminal}
   *
   * @param text a message, perhaps with words of a server in it
   */
  static String onOneLine(String text) {
    var line = Style.harmless(text.replaceAll("\\s*[\\r\\n]+\\s*", " "));
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  @Override
  public String toString() {
    return kind + ": " + onOneLine(shown);
  }
}
