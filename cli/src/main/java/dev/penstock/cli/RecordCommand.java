package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.Timeouts;
import dev.penstock.spi.Headers;
import dev.penstock.spi.Headers.Field;
import dev.penstock.testkit.recording.RequestBodies;
import dev.penstock.testkit.recording.StreamRecorder;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code penstock record}. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Records a stream into a file, and prints it as it comes.",
    footer = {
      "",
      "What is asked is either a URL, whose answer is printed as it is, or with --provider a",
      "prompt, as for 'penstock chat'. A request that is tried again has a file each time,",
      "FILE-2 and so on. Keys, cookies, query values and the like are not written."
    })
final class RecordCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, in place of what is there.")
  private Path file = Path.of("");

  @Option(
      names = "--provider",
      paramLabel = "P",
      completionCandidates = Providers.class,
      description = "Ask a provider: ${COMPLETION-CANDIDATES}.")
  private @Nullable String provider;

  @Option(names = "--model", paramLabel = "M", description = "The provider's model.")
  private @Nullable String model;

  @Option(names = "--system", paramLabel = "S", description = "Instructions to the model.")
  private @Nullable String system;

  @Option(names = "--base-url", paramLabel = "U", description = "Where the provider is.")
  private @Nullable String baseUrl;

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "The HTTP client: jdk or jetty, or the name of one on the class path.")
  private String backend = "";

  @Option(
      names = "--method",
      paramLabel = "M",
      description = "The method for a URL: GET or POST (default: POST with --body, else GET).")
  private @Nullable String method;

  @Option(
      names = "--header",
      paramLabel = "K:V",
      description = "A header to send, in place of any of that name; repeatable.")
  private String[] headers = {};

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description = "The request's body, sent as it is; - is standard input.")
  private @Nullable String body;

  @Option(
      names = "--bodies",
      paramLabel = "HOW",
      description =
          "What the recording shows of the request's body: ${COMPLETION-CANDIDATES} (default:"
              + " redacted).")
  private RequestBodies bodies = RequestBodies.REDACTED;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long the server may be silent: 20s, 500ms, off (default: 180s).")
  private Duration idleTimeout = Timeouts.DEFAULT.idle();

  @Parameters(paramLabel = "URL|PROMPT", arity = "0..1", description = "What to ask.")
  private @Nullable String asked;

  RecordCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    var request = provider == null ? ofUrl() : ofProvider(provider);
    var out = new DataOut(shell.out());
    if (provider == null) {
      var capture = new RawCapture(shell, idleTimeout);
      return recorded(
          recorder -> Cancellation.guard(recorder::close, () -> capture.copy(recorder, request)));
    }
    var cancellation = dev.penstock.Cancellation.create();
    var cancellable = request.withCancellation(cancellation);
    return Cancellation.guard(
        cancellation::cancel, () -> recorded(recorder -> answer(recorder, cancellable, out)));
  }

  private int recorded(ToIntFunction<StreamRecorder> command) {
    var asking = Backends.create(backend, shell.environment());
    return Recorded.run(shell, file, asking, bodies, command);
  }

  private int answer(StreamRecorder recorder, StreamRequest request, DataOut out) {
    var output = Output.Kind.TEXT.on(out, shell.style());
    var recorded =
        request
            .withBackend(recorder)
            .withOptions(options ->
                StreamReader.options(options, output)
                    .withTimeouts(options.timeouts().withIdle(idleTimeout)));
    try (var penstock = Penstock.create()) {
      var ending =
          StreamReader.read(() -> penstock.open(recorded), output, (event, stream) -> out.flush());
      output.ended(ending);
      out.flush();
      ending.tell(shell);
      return ending.failure() == null ? Main.OK : Main.FAILED;
    }
  }

  // --- the request

  private StreamRequest ofUrl() {
    if (asked == null) {
      throw new UsageException("nothing to ask: give a URL, or --provider and a prompt");
    }
    try {
      boolean post = method == null ? body != null : method.equalsIgnoreCase("POST");
      if (method != null && !post && !method.equalsIgnoreCase("GET")) {
        throw new UsageException("--method is GET or POST, not '" + method + "'");
      }
      var request = post ? StreamRequest.post(asked) : StreamRequest.get(asked);
      return withHeaders(body == null ? request : request.withJson(read(body)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  private StreamRequest ofProvider(String name) {
    if (asked == null == (body == null)) {
      throw new UsageException("a prompt or --body, one of them, is what a provider is asked");
    }
    var question =
        new Question(
            baseUrl,
            model,
            system,
            asked == null ? "" : asked,
            body == null ? null : read(body),
            extra(),
            shell.environment());
    try {
      return withHeaders(Providers.named(name).request(question));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  private StreamRequest withHeaders(StreamRequest request) {
    var extra = extra();
    var all = request.headers();
    for (var field : extra) {
      all = all.without(field.name());
    }
    var fields = new ArrayList<>(all.fields());
    fields.addAll(extra.fields());
    return request.withHeaders(Headers.of(fields));
  }

  private Headers extra() {
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

  private String read(String source) {
    try {
      if (source.equals("-")) {
        return new String(shell.in().readAllBytes(), UTF_8);
      }
      try (var in = new FileInputStream(source)) {
        return new String(in.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UsageException("cannot read the request from " + source + ": " + e.getMessage());
    }
  }
}
