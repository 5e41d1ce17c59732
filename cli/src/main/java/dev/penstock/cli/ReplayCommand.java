package dev.penstock.cli;

import dev.penstock.Penstock;
import dev.penstock.RetryPolicy;
import dev.penstock.StreamRequest;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.testkit.recording.Matching;
import dev.penstock.testkit.recording.Recording;
import dev.penstock.testkit.recording.ReplayBackend;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code penstock replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Plays recordings as they ran, or otherwise cut, faster or slower.",
    footer = {
      "",
      "Goes on after one that failed; the exit status is 1 then. Also takes a captured body,",
      "which has no times of its own."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final URI NOWHERE = URI.create("http://recording.invalid/");

  private final Shell shell;

  @Mixin private PlaybackOptions how = new PlaybackOptions();

  @Option(
      names = "--format",
      paramLabel = "F",
      completionCandidates = Formats.class,
      description =
          "What they are in: ${COMPLETION-CANDIDATES}. Without it, guessed from where they were"
              + " made and their content type.")
  private @Nullable String format;

  @Option(
      names = "--output",
      paramLabel = "KIND",
      description =
          "What to print: ${COMPLETION-CANDIDATES}. Without it, text, and events of a bare"
              + " framing.")
  private Output.@Nullable Kind kind;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The recordings.")
  private String[] files = {};

  ReplayCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    var playback = how.playback();
    var out = new DataOut(shell.out());
    int status = Main.OK;
    for (var file : files) {
      var recording = Capture.read(file);
      var decoding = Formats.named(format == null ? GuessedFormat.of(recording) : format);
      var output = (kind == null ? decoding.usualOutput() : kind).on(out, shell.style());
      var backend = ReplayBackend.of(List.of(recording), playback, Matching.ANY);
      if (!play(recording, backend, decoding, output, out)) {
        status = Main.FAILED;
      }
    }
    return status;
  }

  private boolean play(
      Recording recording, ReplayBackend backend, Format decoding, Output output, DataOut out) {
    try (backend) {
      var ending =
          switch (decoding) {
            case Format.OfProvider provider -> events(provider, backend, output, out);
            case Format.Bare bare -> frames(bare, backend, output, out);
          };
      var ofFile = ending.ofFile(recording.name(), ending.bytes());
      output.ended(ofFile);
      out.flush();
      ofFile.tell(shell);
      return ending.failure() == null;
    }
  }

  private static Ending events(
      Format.OfProvider provider, ReplayBackend backend, Output output, DataOut out) {
    var request =
        StreamRequest.get(NOWHERE)
            .withDialect(provider.dialect())
            .withBackend(backend)
            .withOptions(
                options -> StreamReader.options(options, output).withRetry(RetryPolicy.NONE));
    try (var penstock = Penstock.create()) {
      return StreamReader.read(
          () -> penstock.open(request), output, (event, stream) -> out.flush());
    }
  }

  private static Ending frames(
      Format.Bare bare, ReplayBackend backend, Output output, DataOut out) {
    var request =
        new BackendRequest(NOWHERE, "GET", Headers.none(), new byte[0], Duration.ofSeconds(1));
    try (var exchange = backend.begin(request)) {
      try {
        exchange.awaitHead(Long.MAX_VALUE);
      } catch (IOException e) {
        // Told again by the first read.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      try (var input = new Input("-", new ExchangeStream(exchange), out::flush)) {
        return bare.decode(input, 1 << 16, output);
      }
    }
  }
}
