package dev.penstock;

import java.net.URI;
import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * A record kept by the JDK's flight recorder. Where nobody has recorded since the JVM's start the
 * events' classes are not even loaded: the first of them makes the JDK set up its recorder, for
 * some 50 ms.
 */
final class JfrRecord implements FlightRecord {
  private static final long UNKNOWN = Long.MIN_VALUE; // JFR shows it as missing

  private final long stream;
  private final @Nullable String host;
  private final StreamJfrEvent event = new StreamJfrEvent();

  private JfrRecord(long stream, @Nullable String host) {
    this.stream = stream;
    this.host = host;
  }

  static FlightRecord begin(long stream, URI uri) {
    if (!FlightRecorder.isInitialized()) {
      return NONE;
    }
    var record = new JfrRecord(stream, uri.getHost());
    if (!record.event.isEnabled()) {
      return NONE;
    }
    record.event.begin();
    return record;
  }

  @Override
  public void retry(int attempt, Duration delay, String reason) {
    var retry = new RetryJfrEvent();
    if (retry.isEnabled()) {
      retry.stream = stream;
      retry.host = host;
      retry.attempt = attempt;
      retry.delay = delay.toNanos();
      retry.reason = reason;
      retry.commit();
    }
  }

  @Override
  public void ended(StreamMetadata metadata) {
    event.end();
    if (!event.shouldCommit()) {
      return;
    }
    event.stream = stream;
    event.host = host;
    event.outcome = metadata.outcome().name();
    event.status = metadata.status();
    event.attempts = metadata.attempts();
    event.events = metadata.events();
    event.bytes = metadata.bytes();
    event.inputTokens = metadata.usage().inputTokens();
    event.outputTokens = metadata.usage().outputTokens();
    event.toHead = nanos(metadata.timings().head());
    event.toFirstByte = nanos(metadata.timings().firstByte());
    event.toFirstEvent = nanos(metadata.timings().firstEvent());
    event.commit();
  }

  private static long nanos(@Nullable Duration duration) {
    return duration == null ? UNKNOWN : duration.toNanos();
  }

  /** One stream, from the request to its end. */
  @Name("dev.penstock.Stream")
  @Label("Stream")
  @Description("A streamed answer, from the request to its end")
  @Category({"Penstock"})
  @StackTrace(false)
  static final class StreamJfrEvent extends Event {
    @Label("Stream Number")
    long stream;

    @Label("Host")
    @Nullable String host;

    @Label("Outcome")
    @Nullable String outcome;

    @Label("Status")
    int status;

    @Label("Attempts")
    int attempts;

    @Label("Events")
    long events;

    @Label("Bytes")
    long bytes;

    @Label("Input Tokens")
    long inputTokens;

    @Label("Output Tokens")
    long outputTokens;

    @Label("Time to Head")
    @Timespan
    long toHead;

    @Label("Time to First Byte")
    @Timespan
    long toFirstByte;

    @Label("Time to First Event")
    @Timespan
    long toFirstEvent;
  }

  /** A failed attempt after which another follows. */
  @Name("dev.penstock.Retry")
  @Label("Retry")
  @Description("An attempt failed and another follows")
  @Category({"Penstock"})
  @StackTrace(false)
  static final class RetryJfrEvent extends Event {
    @Label("Stream Number")
    long stream;

    @Label("Host")
    @Nullable String host;

    @Label("Attempt")
    int attempt;

    @Label("Delay")
    @Timespan
    long delay;

    @Label("Reason")
    @Nullable String reason;
  }
}
