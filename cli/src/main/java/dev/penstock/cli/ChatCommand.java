package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.EventStream;
import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.Headers.Field;
import dev.penstock.testkit.recording.RequestBodies;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code penstock chat}. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Asks a model and prints its answer as it comes.",
    footer = {
      "",
      "The key comes from the environment:",
      "  openai, openai-responses  OPENAI_API_KEY",
      "  anthropic                 ANTHROPIC_API_KEY",
      "  gemini                    GOOGLE_API_KEY or GEMINI_API_KEY",
      "  ollama                    OLLAMA_API_KEY, if it wants one",
      "  cohere                    CO_API_KEY or COHERE_API_KEY",
      "  bedrock                   AWS_BEARER_TOKEN_BEDROCK, or what AWS's own",
      "                            libraries find: AWS_ACCESS_KEY_ID, AWS_PROFILE, ...;",
      "                            so also the region: AWS_REGION",
      "  openai-compatible         PENSTOCK_API_KEY, or OPENAI_API_KEY where that is",
      "                            not set",
      "A header with credentials given by --header takes its place. Without --base-url,",
      "OPENAI_BASE_URL, ANTHROPIC_BASE_URL, GOOGLE_GEMINI_BASE_URL, OLLAMA_HOST,",
      "CO_API_URL or AWS_ENDPOINT_URL says where, if it is set.",
      "gemini and bedrock need --model beside --body, as it stands in the path."
    })
final class ChatCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--provider",
      required = true,
      paramLabel = "P",
      completionCandidates = Providers.class,
      description = "Whom to ask: ${COMPLETION-CANDIDATES}.")
  private String provider = "";

  @Option(names = "--model", paramLabel = "M", description = "The model; needed without --body.")
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
      names = "--output",
      paramLabel = "KIND",
      description = "What to print: ${COMPLETION-CANDIDATES} (default: text).")
  private Output.Kind kind = Output.Kind.TEXT;

  @Option(
      names = "--stats",
      description = "Tell on standard error how long things took, tokens and bytes.")
  private boolean stats;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Record the stream into a file too, as 'penstock record' does.")
  private @Nullable Path recording;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long the server may be silent: 20s, 500ms, off (default: 180s).")
  private @Nullable Duration idleTimeout;

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

  @Parameters(
      paramLabel = "PROMPT|-",
      arity = "0..1",
      description = "What to ask; - is standard input.")
  private @Nullable String prompt;

  ChatCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    var answer = new ChatAnswer(shell, kind, stats);
    var request = request(answer);
    // Unlike a client that is closed, it also cancels what is not yet asked.
    var cancellation = dev.penstock.Cancellation.create();
    var cancellable = request.withCancellation(cancellation);
    return Cancellation.guard(
        cancellation::cancel,
        () ->
            recording == null
                ? ask(cancellable, answer)
                : Recorded.run(
                    shell,
                    recording,
                    Backends.create(backend, shell.environment()),
                    RequestBodies.REDACTED,
                    recorder -> ask(cancellable.withBackend(recorder), answer)));
  }

  private static int ask(StreamRequest request, ChatAnswer answer) {
    try (var penstock = Penstock.create()) {
      return answer.read(() -> open(penstock, request));
    }
  }

  private static EventStream open(Penstock penstock, StreamRequest request) {
    try {
      return penstock.open(request);
    } catch (IllegalArgumentException e) {
      // No such backend, or a request that it can't send.
      throw new UsageException(e);
    }
  }

  private StreamRequest request(ChatAnswer answer) {
    var extra = new ArrayList<Field>();
    try {
      for (var header : headers) {
        extra.add(field(header));
      }
      var request = Providers.named(provider).request(question(Headers.of(extra)));
      return request
          .withHeaders(merged(request.headers(), extra))
          .withBackend(backend)
          .withOptions(answer::options)
          .withOptions(options ->
              idleTimeout == null
                  ? options
                  : options.withTimeouts(options.timeouts().withIdle(idleTimeout)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  private Question question(Headers extra) {
    if (prompt == null == (body == null)) {
      throw new UsageException(
          prompt == null
              ? "no prompt: give one, or - to read it from standard input, or --body"
              : "a prompt and --body: the body has the prompt in it");
    }
    if (body == null && model == null) {
      throw new UsageException("no model: name one by --model");
    }
    return new Question(
        baseUrl,
        model,
        system,
        prompt == null ? "" : promptText(prompt),
        body == null ? null : read(body),
        extra,
        shell.environment());
  }

  private String promptText(String argument) {
    return argument.equals("-") ? read("-").stripTrailing() : argument;
  }

  private String read(String file) {
    try {
      if (file.equals("-")) {
        return new String(shell.in().readAllBytes(), UTF_8);
      }
      try (var in = new FileInputStream(file)) {
        return new String(in.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UsageException("cannot read the request from " + file + ": " + e.getMessage());
    }
  }

  private static Field field(String header) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw new UsageException("--header takes a name and a value, with a colon between them");
    }
    return new Field(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
  }

  private static Headers merged(Headers headers, List<Field> extra) {
    for (var field : extra) {
      headers = headers.without(field.name());
    }
    var all = new ArrayList<>(headers.fields());
    all.addAll(extra);
    return Headers.of(all);
  }
}
