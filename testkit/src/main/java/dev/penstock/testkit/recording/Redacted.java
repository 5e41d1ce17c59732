package dev.penstock.testkit.recording;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What stands in a recording for what does not. Stateless. */
final class Redacted {
  static final String MARK = "<redacted>";

  /** The mark as it can stand in a URI. */
  private static final String MARK_IN_URI = "redacted";

  private Redacted() {}

  /** {@return a URI without user info and fragment, with the names of its query and no values} */
  static String uri(URI uri) {
    var shown = new StringBuilder();
    shown.append(uri.getScheme()).append("://").append(uri.getHost());
    if (uri.getPort() >= 0) {
      shown.append(':').append(uri.getPort());
    }
    shown.append(uri.getRawPath());
    if (uri.getRawQuery() != null) {
      shown.append('?');
      shown.append(
          Arrays.stream(uri.getRawQuery().split("&", -1))
              .map(Redacted::parameter)
              .collect(Collectors.joining("&")));
    }
    return shown.toString();
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    // Without a name there is only a value.
    return equals < 1 ? MARK_IN_URI : parameter.substring(0, equals + 1) + MARK_IN_URI;
  }
}
