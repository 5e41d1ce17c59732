package dev.penstock.cli;

import dev.penstock.Timeouts;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as users write them: {@code 20s}, {@code 1.5s}, {@code 500ms}, {@code 2m}, {@code off}.
 */
final class Durations implements ITypeConverter<Duration> {
  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s|m|h)?");

  @Override
  public Duration convert(String value) {
    if (value.equals("off")) {
      return Timeouts.OFF;
    }
    var parts = DURATION.matcher(value);
    if (!parts.matches()) {
      throw wrong(value);
    }
    long unit =
        switch (parts.group(2)) {
          case "ms" -> 1_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          case null, default -> 1_000_000_000L;
        };
    var duration = Duration.ofNanos((long) (Double.parseDouble(parts.group(1)) * unit));
    if (duration.isZero()) {
      throw wrong(value);
    }
    return duration;
  }

  private static TypeConversionException wrong(String value) {
    return new TypeConversionException(
        "'" + value + "' is no duration such as 20s, 500ms, 2m or off");
  }
}
