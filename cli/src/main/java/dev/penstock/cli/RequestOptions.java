package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.StreamOptions;
import dev.penstock.StreamRequest;
import dev.penstock.Timeouts;
import dev.penstock.spi.Headers;
import dev.penstock.spi.Headers.Field;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked, and how: options of several commands. */
final class RequestOptions {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "The provider's model; needed without --body.")
  private @Nullable String model;

  @Option(
      names = "--base-url",
      paramLabel = "U",
      description =
          "Where, as in the provider's own SDK: for OpenAI it ends in /v1, for the others it is the"
              + " root.")
  private @Nullable String baseUrl;

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "The HTTP client: jdk or jetty, or the name of one on the class path.")
  private String backend = "";

  @Option(names = "--system", paramLabel = "S", description = "Instructions to the model.")
  private @Nullable String system;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long the server may be silent: 20s, 500ms, off (default: 180s).")
  private Duration idleTimeout = Timeouts.DEFAULT.idle();

  @Option(
      names = "--header",
      paramLabel = "K:V",
      description = "A header to send, in place of any of that name; repeatable.")
  private String[] headers = {};

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description = "The request's JSON body, sent as it is; - is standard input.")
  private @Nullable String body;

  /** {@return the HTTP client's name; blank if it was not chosen} */
  String backend() {
    return backend;
  }

  /** {@return how long the server may be silent} */
  Duration idleTimeout() {
    return idleTimeout;
  }

  /** {@return options with that limit} */
  StreamOptions withIdleTimeout(StreamOptions options) {
    return options.withTimeouts(options.timeouts().withIdle(idleTimeout));
  }

  boolean hasBody() {
    return body != null;
  }

  /**
   * {@return a request to a provider}
   *
   * @param provider its name
   * @param prompt what the user says, {@code -} where standard input has it; null if there is a
   *     body
   * @param shell has the environment and standard input
   * @throws UsageException if it can't be made of these
   */
  StreamRequest ofProvider(String provider, @Nullable String prompt, Shell shell) {
    if ((prompt != null) == hasBody()) {
      throw new UsageException(
          prompt == null
              ? "no prompt: give one, or - to read it from standard input, or --body"
              : "a prompt and --body: the body has the prompt in it");
    }
    if (!hasBody() && model == null) {
      throw new UsageException("no model: name one by --model");
    }
    var fields = fields();
    var question =
        new Question(
            baseUrl,
            model,
            system,
            said(prompt, shell.in()),
            body(shell.in()),
            fields,
            shell.environment());
    try {
      return withHeaders(Providers.named(provider).request(question));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  private static String said(@Nullable String prompt, InputStream in) {
    if (prompt == null) {
      return "";
    }
    return prompt.equals(STANDARD_INPUT) ? text(prompt, in).stripTrailing() : prompt;
  }

  /**
   * {@return a request with the body, if there is one}
   *
   * @param request has none
   * @param in standard input
   */
  StreamRequest withBody(StreamRequest request, InputStream in) {
    var json = body(in);
    return json == null ? request : request.withJson(json);
  }

  /** {@return a request with the headers, in place of others of their names} */
  StreamRequest withHeaders(StreamRequest request) {
    var more = fields();
    var all = request.headers();
    for (var field : more) {
      all = all.without(field.name());
    }
    var fields = new ArrayList<>(all.fields());
    fields.addAll(more.fields());
    return request.withHeaders(Headers.of(fields));
  }

  private Headers fields() {
    var fields = new ArrayList<Field>();
    for (var header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new UsageException("--header takes a name and a value, with a colon between them");
      }
      try {
        fields.add(
            new Field(header.substring(0, colon).strip(), header.substring(colon + 1).strip()));
      } catch (IllegalArgumentException e) {
        throw new UsageException(e);
      }
    }
    return Headers.of(fields);
  }

  private @Nullable String body(InputStream in) {
    return body == null ? null : text(body, in);
  }

  /**
   * {@return what is in a file}
   *
   * @param file its name; {@code -} for standard input
   * @param in standard input
   * @throws UsageException if it can't be read
   */
  private static String text(String file, InputStream in) {
    try {
      if (file.equals(STANDARD_INPUT)) {
        return new String(in.readAllBytes(), UTF_8);
      }
      try (var opened = new FileInputStream(file)) {
        return new String(opened.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UsageException("cannot read the request from " + file + ": " + e.getMessage());
    }
  }
}
