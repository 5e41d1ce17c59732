package dev.penstock.cli;

import dev.penstock.EventStream;
import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.testkit.recording.RequestBodies;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private RequestOptions asking = new RequestOptions();

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
                    Backends.create(asking.backend(), shell.environment()),
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
    return asking
        .ofProvider(provider, prompt, shell)
        .withBackend(asking.backend())
        .withOptions(answer::options)
        .withOptions(asking::withIdleTimeout);
  }
}
