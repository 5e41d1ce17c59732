package dev.penstock;

import dev.penstock.HttpStatusException.Answer;
import dev.penstock.StreamException.Progress;
import dev.penstock.StreamTimeoutException.Clock;
import dev.penstock.spi.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a stream can't go on. Noticed when it happens; the {@link StreamException} of it is made when
 * the events before it were delivered, so that it holds them all.
 */
sealed interface Fault {

  /** {@return the exception for it} */
  StreamException toException(Progress progress);

  /**
   * {@return what happened in a few words, without anything that the server or the program said}
   */
  String summary();

  /** {@return how a stream has ended that ends by it} */
  default Outcome outcome() {
    return Outcome.FAILED;
  }

  /**
   * {@return whether sending the request again is worth while, as long as no event was delivered}
   */
  default boolean retryable() {
    return false;
  }

  /** {@return how long the server asks to wait before that; null where it does not say} */
  default @Nullable Duration retryAfter() {
    return null;
  }

  /** A way of passing a fault up; it has no stack trace, as it never leaves the library. */
  final class Raised extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    Raised(Fault fault) {
      super(null, null, false, false);
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }

  /** The transport broke. */
  record Connection(String message, @Nullable Throwable cause) implements Fault {
    @Override
    public String summary() {
      return "the connection failed";
    }

    @Override
    public StreamException toException(Progress progress) {
      return new ConnectionException(message, cause, progress);
    }

    @Override
    public boolean retryable() {
      return true;
    }
  }

  /** The request could not be signed. */
  record Signing(RuntimeException cause) implements Fault {
    @Override
    public String summary() {
      return "not signed";
    }

    @Override
    public StreamException toException(Progress progress) {
      return new SigningException(
          "the request could not be signed and was not sent: " + cause.getMessage(),
          cause,
          progress);
    }
  }

  /** A status that is no success. */
  record Status(String message, Answer answer) implements Fault {
    @Override
    public String summary() {
      return "status " + answer.status();
    }

    @Override
    public StreamException toException(Progress progress) {
      return new HttpStatusException(message, answer, progress);
    }

    @Override
    public boolean retryable() {
      return HttpStatusException.retryable(answer.status());
    }

    @Override
    public @Nullable Duration retryAfter() {
      return answer.retryAfter();
    }
  }

  /** An error in the stream. */
  record Provider(ProviderError error) implements Fault {
    @Override
    public String summary() {
      return "the provider reported " + (error.type() == null ? "an error" : error.type());
    }

    @Override
    public StreamException toException(Progress progress) {
      var what = new StringBuilder("the provider reported an error");
      if (error.type() != null) {
        what.append(" of type ").append(error.type());
      }
      if (error.code() != null) {
        what.append(", code ").append(error.code());
      }
      what.append(" after ").append(progress.metadata().events()).append(" events");
      if (!error.message().isEmpty()) {
        what.append(": ").append(error.message());
      }
      return new ProviderErrorException(what.toString(), error, progress);
    }

    @Override
    public boolean retryable() {
      return error.retryable();
    }
  }

  /** A clock ran out. */
  record Timeout(Clock clock, Duration limit, @Nullable Throwable cause) implements Fault {
    @Override
    public String summary() {
      return "the " + clock.name().toLowerCase(Locale.ROOT) + " clock ran out";
    }

    @Override
    public StreamException toException(Progress progress) {
      var what =
          switch (clock) {
            case CONNECT -> "could not connect";
            case HEAD -> "no response came";
            case IDLE -> "the server sent nothing";
            case STALLED -> "the server sent no event";
            case TOTAL -> "the stream did not end";
          };
      var knob = "Timeouts." + clock.name().toLowerCase(Locale.ROOT);
      return new StreamTimeoutException(
          what
              + " within "
              + Durations.show(limit)
              + " ("
              + knob
              + "), after "
              + progress.metadata().events()
              + " events",
          clock,
          limit,
          cause,
          progress);
    }

    @Override
    public boolean retryable() {
      return clock == Clock.CONNECT;
    }
  }

  /** Not what the dialect says. */
  record Malformed(String message, long offset, @Nullable Throwable cause) implements Fault {
    @Override
    public String summary() {
      return "malformed";
    }

    @Override
    public StreamException toException(Progress progress) {
      return new MalformedStreamException(message, offset, cause, progress);
    }
  }

  /** Too large. */
  record Limit(String message, String limit, @Nullable Throwable cause) implements Fault {
    @Override
    public String summary() {
      return "more than " + limit;
    }

    @Override
    public StreamException toException(Progress progress) {
      return new LimitExceededException(message, limit, cause, progress);
    }
  }

  /** Over before the answer was. */
  record Incomplete(String message, @Nullable Throwable cause) implements Fault {
    @Override
    public String summary() {
      return "incomplete";
    }

    @Override
    public StreamException toException(Progress progress) {
      var metadata = progress.metadata();
      return new IncompleteStreamException(
          message + ", after " + metadata.events() + " events and " + metadata.bytes() + " bytes",
          cause,
          progress);
    }

    @Override
    public Outcome outcome() {
      return Outcome.INCOMPLETE;
    }
  }

  /** Closed by the program. */
  record Cancelled() implements Fault {
    @Override
    public String summary() {
      return "closed";
    }

    @Override
    public StreamException toException(Progress progress) {
      return new StreamCancelledException("the stream was closed", progress);
    }

    @Override
    public Outcome outcome() {
      return Outcome.CANCELLED;
    }
  }

  /** The reader was interrupted. */
  record Interrupted() implements Fault {
    @Override
    public String summary() {
      return "interrupted";
    }

    @Override
    public StreamException toException(Progress progress) {
      return new StreamInterruptedException("interrupted while reading the stream", progress);
    }

    @Override
    public Outcome outcome() {
      return Outcome.CANCELLED;
    }
  }

  /**
   * {@return the fault for what an exchange threw}
   *
   * @param e what it threw
   * @param connectLimit how long connecting could take
   */
  static Fault of(IOException e, Duration connectLimit) {
    if (e instanceof TransportException transport
        && transport.phase() == TransportException.Phase.CONNECT_TIMEOUT) {
      return new Timeout(Clock.CONNECT, connectLimit, e);
    }
    var message = e.getMessage();
    return new Connection(message == null ? "the connection failed" : message, e);
  }
}
