package dev.penstock.json;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells errors that may be gone at the next try from those that will not. */
final class Retryable {
  /**
   * Parts of the types and codes by which providers name overload, rate limits and faults of their
   * own.
   */
  private static final List<String> PASSING =
      List.of(
          "rate_limit",
          "ratelimit",
          "rate limit",
          "too_many_requests",
          "toomanyrequests",
          "throttl",
          "resource_exhausted",
          "overload",
          "unavailable",
          "timeout",
          "timed_out",
          "deadline_exceeded",
          "internal",
          "server_error",
          "servererror",
          "api_error",
          "modelstreamerror",
          "aborted");

  /** Those that contain one of the above, or come with a status of theirs, and will not pass. */
  private static final List<String> LASTING = List.of("insufficient_quota", "billing");

  private Retryable() {}

  static boolean says(int status) {
    return status == 408 || status == 429 || status / 100 == 5;
  }

  static boolean says(@Nullable String type, @Nullable String code) {
    var words = (type + " " + code).toLowerCase(Locale.ROOT);
    if (LASTING.stream().anyMatch(words::contains)) {
      return false;
    }
    return PASSING.stream().anyMatch(words::contains) || isPassingStatus(code);
  }

  private static boolean isPassingStatus(@Nullable String code) {
    return code != null
        && code.length() == 3
        && code.chars().allMatch(c -> c >= '0' && c <= '9')
        && says(Integer.parseInt(code));
  }
}
