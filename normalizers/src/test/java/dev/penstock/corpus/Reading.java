package dev.penstock.corpus;

import dev.penstock.Completion;
import dev.penstock.Dialect;
import dev.penstock.HttpStatusException;
import dev.penstock.Limits;
import dev.penstock.Outcome;
import dev.penstock.Penstock;
import dev.penstock.ProviderError;
import dev.penstock.ProviderErrorException;
import dev.penstock.RetryPolicy;
import dev.penstock.StreamEvent;
import dev.penstock.StreamException;
import dev.penstock.StreamMetadata;
import dev.penstock.StreamRequest;
import dev.penstock.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What came of a body that was read from beginning to end, by way of the client itself.
 *
 * @param events the events, unknown ones included
 * @param completion what there was in the end
 * @param metadata what else was known in the end
 * @param failure how it failed; null if it did not
 */
public record Reading(
    List<StreamEvent> events,
    Completion completion,
    StreamMetadata metadata,
    @Nullable StreamException failure) {

  /** Reads a body in one chunk. */
  public static Reading of(Dialect dialect, String body) {
    return of(dialect, body.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
  }

  /** Reads a body in chunks of one size. */
  public static Reading of(Dialect dialect, byte[] body, int chunk) {
    return of(dialect, 200, body, position -> chunk, Limits.DEFAULT);
  }

  /** Reads a body in chunks of random sizes. */
  public static Reading of(Dialect dialect, byte[] body, Random random) {
    return of(dialect, 200, body, position -> 1 + random.nextInt(200), Limits.DEFAULT);
  }

  /** Reads a body within limits. */
  public static Reading within(Limits limits, Dialect dialect, String body) {
    return of(
        dialect, 200, body.getBytes(StandardCharsets.UTF_8), position -> Integer.MAX_VALUE, limits);
  }

  private static Reading of(
      Dialect dialect, int status, byte[] body, IntUnaryOperator chunks, Limits limits) {
    var request =
        StreamRequest.post("http://memory.test/")
            .withDialect(dialect)
            .withBackend(new MemoryBackend(status, body, chunks))
            .withOptions(options ->
                options.withLimits(limits).withRetry(RetryPolicy.NONE).withUnknownEvents(true));
    var events = new ArrayList<StreamEvent>();
    try (var penstock = Penstock.create();
        var stream = penstock.open(request)) {
      try {
        stream.forEachRemaining(events::add);
        return new Reading(events, stream.completion(), stream.metadata(), null);
      } catch (StreamException e) {
        return new Reading(events, e.partial(), stream.metadata(), e);
      }
    }
  }

  /** Returns the error that is read out of the body of an error response; null if none. */
  public static @Nullable ProviderError ofErrorBody(Dialect dialect, int status, byte[] body) {
    try {
      of(dialect, status, body, position -> Integer.MAX_VALUE, Limits.DEFAULT);
      throw new AssertionError("status " + status + " was taken for a success");
    } catch (HttpStatusException e) {
      return e.error().orElse(null);
    }
  }

  /** Returns the provider's error that it failed by. */
  public ProviderError error() {
    if (failure instanceof ProviderErrorException provider) {
      return provider.error();
    }
    throw new AssertionError("no provider's error, but " + failure, failure);
  }

  /** Returns how it ended. */
  public Outcome outcome() {
    return metadata.outcome();
  }

  /** Returns the tokens used. */
  public Usage usage() {
    return metadata.usage();
  }
}
