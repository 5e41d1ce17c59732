package dev.penstock;

import dev.penstock.HttpStatusException.Answer;
import dev.penstock.framing.ByteSlice;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Chunk;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.Headers;
import dev.penstock.spi.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at the head of an answer and lets only a success pass that can be read as a stream. */
final class AnswerCheck {
  /**
   * How long to wait for the body of an error response: it is a courtesy, and the status is known.
   */
  private static final long ERROR_BODY_NANOS = Duration.ofSeconds(5).toNanos();

  private final Limits limits;
  private final Supplier<@Nullable Normalizer> normalizer;
  private final Secrets secrets;
  private final InstantSource clock;

  /**
   * Makes one.
   *
   * @param limits the stream's
   * @param normalizer makes what reads errors out of bodies; gives null where nobody can
   * @param secrets are taken out of what the server says
   * @param clock tells what time it is, for {@code Retry-After} dates
   */
  AnswerCheck(
      Limits limits,
      Supplier<@Nullable Normalizer> normalizer,
      Secrets secrets,
      InstantSource clock) {
    this.secrets = secrets;
    this.limits = limits;
    this.normalizer = normalizer;
    this.clock = clock;
  }

  /** Lets an answer pass, or raises what is wrong with it. */
  void accept(Exchange exchange, ResponseHead head) throws Fault.Raised, InterruptedException {
    checkHeaders(head.headers());
    if (head.status() < 200 || head.status() > 299) {
      throw new Fault.Raised(status(head, readErrorBody(exchange)));
    }
    checkContent(head.headers());
  }

  private void checkHeaders(Headers headers) throws Fault.Raised {
    int size = headers.size();
    if (size > limits.maxHeaderBytes()) {
      throw new Fault.Raised(
          new Fault.Limit(
              "the response's headers have "
                  + size
                  + " bytes, more than "
                  + limits.maxHeaderBytes()
                  + " (Limits.maxHeaderBytes)",
              "maxHeaderBytes",
              null));
    }
  }

  private static void checkContent(Headers headers) throws Fault.Raised {
    var encoding = headers.first("content-encoding").orElse("identity").strip();
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      throw malformed(
          "the response has Content-Encoding "
              + encoding
              + ", which was not asked for and is not decoded: a proxy in between may be adding"
              + " it");
    }
    var type = headers.first("content-type").orElse("").strip().toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html")) {
      throw malformed(
          "the response is a page of HTML and no stream: the URL may be wrong, or a proxy or a"
              + " login page in between");
    }
  }

  private static Fault.Raised malformed(String message) {
    return new Fault.Raised(new Fault.Malformed(message, 0, null));
  }

  private Fault status(ResponseHead head, byte[] body) {
    var slice = ByteSlice.of(body);
    var error = errorIn(head.status(), slice);
    var message = new StringBuilder("the server answered with status ").append(head.status());
    var location = head.headers().first("location");
    if (head.status() / 100 == 3 && location.isPresent()) {
      message.append(", a redirect, which is not followed");
    }
    if (error != null) {
      if (error.type() != null) {
        message.append(", ").append(error.type());
      }
      if (error.code() != null) {
        message.append(", code ").append(error.code());
      }
      if (!error.message().isEmpty()) {
        message.append(": ").append(error.message());
      }
    }
    var retryAfter = RetryAfter.of(head.headers(), clock);
    return new Fault.Status(
        message.toString(),
        new Answer(
            head.status(), head.headers(), secrets.redact(slice.toString()), error, retryAfter));
  }

  private @Nullable ProviderError errorIn(int status, ByteSlice body) {
    var reader = normalizer.get();
    if (reader == null || body.isEmpty()) {
      return null;
    }
    try {
      var error = reader.errorBody(status, body);
      return error == null ? null : secrets.redact(error);
    } catch (RuntimeException e) {
      // The body is broken or foreign: the status says enough, and the body's text is kept.
      return null;
    }
  }

  private byte[] readErrorBody(Exchange exchange) throws InterruptedException {
    var body = new ByteArrayOutputStream();
    long deadline = System.nanoTime() + ERROR_BODY_NANOS;
    try {
      while (body.size() < limits.maxErrorBodyBytes()) {
        switch (exchange.read(Math.max(0, deadline - System.nanoTime()))) {
          case Chunk chunk -> append(body, chunk);
          case BodyRead.Signal ignored -> {
            return body.toByteArray();
          }
        }
      }
    } catch (IOException e) {
      // What came of the body is what there is to show.
    }
    return body.toByteArray();
  }

  private void append(ByteArrayOutputStream body, Chunk chunk) {
    try {
      var bytes =
          new byte[Math.min(chunk.bytes().remaining(), limits.maxErrorBodyBytes() - body.size())];
      chunk.bytes().duplicate().get(bytes);
      body.writeBytes(bytes);
    } finally {
      chunk.release();
    }
  }
}
