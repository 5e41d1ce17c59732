package dev.penstock;

import dev.penstock.BackendChoice.Wanted;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.Framing;
import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Opens streamed answers. One client serves a whole program: it is thread-safe and shares its
 * connections.
 *
 * {@snippet :
 * try (var penstock = Penstock.create();
 *     var answer = penstock.open(request)) {
 *   for (var event : answer) {
 *     if (event instanceof TextDelta(var text)) {
 *       System.out.print(text);
 *     }
 *   }
 * }
 * }
 */
public final class Penstock implements AutoCloseable {
  private final StreamOptions options;
  private final BackendChoice backends;
  private final Retries retries;
  private final InstantSource clock;
  private final Cancellation closing = Cancellation.create();

  private Penstock(Builder builder) {
    options = builder.options;
    retries = new Retries(() -> ThreadLocalRandom.current().nextLong());
    clock = InstantSource.system();
    backends =
        new BackendChoice(
            System::getProperty,
            System::getenv,
            ServiceLoader.load(BackendProvider.class, Penstock.class.getClassLoader()),
            builder.backend);
  }

  /** {@return a client with default settings} */
  public static Penstock create() {
    return builder().build();
  }

  /** {@return a builder, for other settings} */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects a client's settings. Not thread-safe. */
  public static final class Builder {
    private StreamOptions options = StreamOptions.DEFAULT;
    private Wanted backend = Wanted.NOTHING;

    private Builder() {}

    /**
     * Sets the backend that is used where neither the call nor the system property {@code
     * penstock.backend} nor the environment variable {@code PENSTOCK_BACKEND} names one.
     *
     * @param name its name; blank for the default
     * @return this
     */
    public Builder backend(String name) {
      backend = Wanted.of(name);
      return this;
    }

    /**
     * Sets the backend as {@link #backend(String)} does; it stays the caller's to close.
     *
     * @param instance the backend
     * @return this
     */
    public Builder backend(Backend instance) {
      backend = Wanted.of(instance);
      return this;
    }

    /**
     * Changes the options of all calls.
     *
     * @param change makes the options out of those set so far
     * @return this
     */
    public Builder options(UnaryOperator<StreamOptions> change) {
      options = change.apply(options);
      return this;
    }

    /** {@return the client} */
    public Penstock build() {
      return new Penstock(this);
    }
  }

  /**
   * Sends a request and waits for the head of the answer.
   *
   * @param request what to send; it says by which dialect the answer is read
   * @return the answer, for the caller to read and close
   * @throws StreamException if no answer comes that can be read: the connection failed, the status
   *     is no success, a clock ran out, the thread was interrupted, the call was {@linkplain
   *     StreamRequest#withCancellation cancelled} or the client closed meanwhile
   * @throws IllegalArgumentException if the request has no dialect, or no backend can be chosen;
   *     nothing was sent
   * @throws IllegalStateException if the client is closed
   */
  public EventStream open(StreamRequest request) {
    var dialect =
        request
            .dialect()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the request has no dialect: set one by withDialect, or use openEvents"));
    var effective = request.options(options);
    var limits = effective.limits();
    var secrets = new Secrets(request.headers());
    var parts =
        parts(
            request,
            effective,
            Framing.detecting(dialect.framing()),
            AtEnd.FLUSH,
            () -> dialect.normalizers().apply(limits),
            secrets);
    var stream =
        new LiveEventStream(
            parts,
            () ->
                new EventDecoder(
                    dialect.normalizers().apply(limits),
                    effective.unknownEvents(),
                    secrets,
                    parts.meter()));
    stream.open();
    return stream;
  }

  /**
   * Sends a request and waits for the head of the answer, which is read as server-sent events and
   * nothing more: every event as it is, complete when the body ends.
   *
   * @param request what to send; its dialect, if any, plays no part
   * @return the answer, for the caller to read and close
   * @throws StreamException as {@link #open}
   * @throws IllegalArgumentException if no backend can be chosen; nothing was sent
   * @throws IllegalStateException if the client is closed
   */
  public ResponseStream<ServerSentEvent> openEvents(StreamRequest request) {
    var secrets = new Secrets(request.headers());
    var parts =
        parts(request, request.options(options), Framing.sse(), AtEnd.DISCARD, () -> null, secrets);
    var stream = new LiveStream<ServerSentEvent>(parts, SseDecoder::new);
    stream.open();
    return stream;
  }

  private LiveStream.Parts parts(
      StreamRequest request,
      StreamOptions options,
      Framing framing,
      AtEnd atEnd,
      Supplier<@Nullable Normalizer> errorReader,
      Secrets secrets) {
    if (closing.isCancelled()) {
      throw new IllegalStateException("the client is closed");
    }
    var backend = backends.choose(request.backend());
    var meter = new Meter(new Signals(request, options.listeners()));
    var lifecycle =
        new Lifecycle(
            meter,
            request.cancellation().map(own -> List.of(closing, own)).orElse(List.of(closing)));
    var clocks = new Clocks(options.timeouts());
    var connector =
        new Connector(
            backend,
            toSend(request, options),
            new Signature(request.signer(), secrets, clocks),
            new AnswerCheck(options.limits(), errorReader, secrets, clock),
            options.retry(),
            options.maxRedirects(),
            retries,
            lifecycle,
            clocks,
            meter);
    return new LiveStream.Parts(connector, framing, atEnd, options, lifecycle, clocks, meter);
  }

  private static BackendRequest toSend(StreamRequest request, StreamOptions options) {
    var headers = request.headers();
    headers = withDefault(headers, "Accept", "text/event-stream, application/json");
    headers = withDefault(headers, "User-Agent", "penstock");
    return new BackendRequest(
        request.uri(), request.method(), headers, request.bytes(), options.timeouts().connect());
  }

  private static Headers withDefault(Headers headers, String name, String value) {
    return headers.contains(name) ? headers : headers.with(name, value);
  }

  /**
   * Ends every stream that is open or being opened, as cancelled, and frees the threads and
   * connections of the backends that this client made. In less than a second; idempotent.
   */
  @Override
  public void close() {
    closing.cancel();
    backends.close();
  }
}
