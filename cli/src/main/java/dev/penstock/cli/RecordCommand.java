package dev.penstock.cli;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.testkit.recording.RequestBodies;
import dev.penstock.testkit.recording.StreamRecorder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "What is asked is either a URL, whose answer is printed as it is, or with",
      "--provider a prompt, as for 'penstock chat'. A request that is tried again has",
      "a file each time, FILE-2 and so on. Keys, cookies, query values and the like",
      "are not written."
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

  @Mixin private RequestOptions asking = new RequestOptions();

  @Option(
      names = "--method",
      paramLabel = "M",
      description = "The method for a URL: GET or POST (default: POST with --body, else GET).")
  private @Nullable String method;

  @Option(
      names = "--bodies",
      paramLabel = "HOW",
      description =
          "What the recording shows of the request's body: ${COMPLETION-CANDIDATES} (default:"
              + " redacted).")
  private RequestBodies bodies = RequestBodies.REDACTED;

  @Parameters(
      paramLabel = "URL|PROMPT|-",
      arity = "0..1",
      description = "What to ask; - is standard input, for a provider.")
  private @Nullable String asked;

  RecordCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    var request = provider == null ? ofUrl() : asking.ofProvider(provider, asked, shell);
    var out = new DataOut(shell.out());
    if (provider == null) {
      var capture = new RawCapture(shell, asking.idleTimeout());
      return recorded(
          recorder -> Cancellation.guard(recorder::close, () -> capture.copy(recorder, request)));
    }
    var cancellation = dev.penstock.Cancellation.create();
    var cancellable = request.withCancellation(cancellation);
    return Cancellation.guard(
        cancellation::cancel, () -> recorded(recorder -> answer(recorder, cancellable, out)));
  }

  private int recorded(ToIntFunction<StreamRecorder> command) {
    var backend = Backends.create(asking.backend(), shell.environment());
    return Recorded.run(shell, file, backend, bodies, command);
  }

  private int answer(StreamRecorder recorder, StreamRequest request, DataOut out) {
    var output = Output.Kind.TEXT.on(out, shell.style());
    var recorded =
        request
            .withBackend(recorder)
            .withOptions(asking::withIdleTimeout)
            .withOptions(options -> StreamReader.options(options, output));
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
      boolean post = method == null ? asking.hasBody() : method.equalsIgnoreCase("POST");
      if (method != null && !post && !method.equalsIgnoreCase("GET")) {
        throw new UsageException("--method is GET or POST, not '" + method + "'");
      }
      var request = post ? StreamRequest.post(asked) : StreamRequest.get(asked);
      return asking.withHeaders(asking.withBody(request, shell.in()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
