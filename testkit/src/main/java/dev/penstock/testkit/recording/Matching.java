package dev.penstock.testkit.recording;

import dev.penstock.spi.BackendRequest;

/** Which requests a recording answers. */
public enum Matching {
  /**
   * Those with its method, its path and its body, byte for byte. Host, query and headers may
   * differ: they hold keys, dates and signatures. A recording that does not tell its body's SHA-256
   * answers any body.
   */
  REQUEST,
  /** Those with its method and its path, whatever their body. */
  METHOD_AND_PATH,
  /** All. */
  ANY;

  boolean matches(Recording recording, BackendRequest request) {
    return switch (this) {
      case REQUEST -> matchesTarget(recording, request) && matchesBody(recording, request);
      case METHOD_AND_PATH -> matchesTarget(recording, request);
      case ANY -> true;
    };
  }

  static boolean matchesTarget(Recording recording, BackendRequest request) {
    var recorded = recording.request();
    return recorded.method().equals(request.method())
        && path(recorded.uri().getRawPath()).equals(path(request.uri().getRawPath()));
  }

  private static String path(String raw) {
    return raw == null || raw.isEmpty() ? "/" : raw;
  }

  private static boolean matchesBody(Recording recording, BackendRequest request) {
    var recorded = recording.request().bodySha256();
    return recorded == null || recorded.equals(RecordingWriter.sha256(request.body()));
  }
}
