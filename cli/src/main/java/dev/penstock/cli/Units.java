package dev.penstock.cli;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people read them. */
final class Units {
  private static final int KIB = 1024;

  private Units() {}

  static String bytes(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    if (bytes < KIB * KIB) {
      return decimal((double) bytes / KIB) + " KiB";
    }
    return decimal((double) bytes / (KIB * KIB)) + " MiB";
  }

  static String millis(Duration duration) {
    return decimal(duration.toNanos() / 1e6) + " ms";
  }

  /** {@return a time that may be long: in milliseconds, or from one on in seconds} */
  static String time(Duration duration) {
    return duration.toMillis() < 1_000
        ? duration.toMillis() + " ms"
        : decimal(duration.toMillis() / 1e3) + " s";
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
