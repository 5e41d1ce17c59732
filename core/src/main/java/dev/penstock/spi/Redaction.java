package dev.penstock.spi;

import java.net.URI;

/** Shows what may be shown. Stateless. */
public final class Redaction {
  private Redaction() {}

  /**
   * {@return a URI without user info, query values and fragment: where keys are sometimes put}
   *
   * @param uri the URI
   */
  public static String withoutSecrets(URI uri) {
    var shown = new StringBuilder();
    if (uri.getScheme() != null) {
      shown.append(uri.getScheme()).append("://");
    }
    if (uri.getHost() != null) {
      shown.append(uri.getHost());
      if (uri.getPort() >= 0) {
        shown.append(':').append(uri.getPort());
      }
    }
    if (uri.getRawPath() != null) {
      shown.append(uri.getRawPath());
    }
    if (uri.getRawQuery() != null) {
      shown.append("?…");
    }
    return shown.toString();
  }
}
