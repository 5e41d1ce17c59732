package dev.penstock;

import dev.penstock.spi.Headers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a server asks to wait: {@code retry-after-ms} (OpenAI, Azure), {@code Retry-After}
 * in seconds, also fractions of them, or as an HTTP date (RFC 9110 §10.2.3).
 */
final class RetryAfter {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");

  private RetryAfter() {}

  /**
   * {@return how long to wait; null if the server does not say, or not in a form that is
   * understood}
   *
   * @param headers the response's headers
   * @param clock tells what time it is, for dates
   */
  static @Nullable Duration of(Headers headers, InstantSource clock) {
    var millis = headers.first("retry-after-ms").map(String::strip);
    if (millis.isPresent() && NUMBER.matcher(millis.get()).matches()) {
      return Duration.ofNanos(new BigDecimal(millis.get()).movePointRight(6).longValue());
    }
    var value = headers.first("retry-after").map(String::strip);
    if (value.isEmpty()) {
      return null;
    }
    if (NUMBER.matcher(value.get()).matches()) {
      var seconds = new BigDecimal(value.get());
      return Duration.ofSeconds(seconds.longValue())
          .plusNanos(seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }
    return untilDate(value.get(), clock.instant());
  }

  private static @Nullable Duration untilDate(String date, Instant now) {
    try {
      var then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
