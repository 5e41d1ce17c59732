package dev.penstock;

import java.net.URI;
import java.time.Duration;

/** What the flight recorder is told of one stream. Nothing, where there is no flight recorder. */
interface FlightRecord {

  /** A record that nobody keeps. */
  FlightRecord NONE =
      new FlightRecord() {
        @Override
        public void retry(int attempt, Duration delay, String reason) {}

        @Override
        public void ended(StreamMetadata metadata) {}
      };

  /** Whether the JDK's flight recorder is in this run time image. */
  boolean AVAILABLE =
      ModuleLayer.boot().findModule("jdk.jfr").isPresent()
          && (!FlightRecord.class.getModule().isNamed()
              || FlightRecord.class
                  .getModule()
                  .canRead(ModuleLayer.boot().findModule("jdk.jfr").orElseThrow()));

  /**
   * Begins the record of a stream.
   *
   * @param stream the stream's number
   * @param uri where the request goes; only the host is recorded
   */
  static FlightRecord begin(long stream, URI uri) {
    return AVAILABLE ? JfrRecord.begin(stream, uri) : NONE;
  }

  void retry(int attempt, Duration delay, String reason);

  void ended(StreamMetadata metadata);
}
