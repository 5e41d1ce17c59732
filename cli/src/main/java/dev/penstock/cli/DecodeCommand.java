package dev.penstock.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code penstock decode}. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Decodes captured bodies, offline.",
    footer = {
      "",
      "Goes on after a file that failed; the exit status is 1 then.",
      "A framing without a provider's meaning: sse (strict: an unfinished last event is discarded),"
          + " ndjson, json-array, aws-eventstream."
    })
final class DecodeCommand implements Callable<Integer> {
  private static final int USUAL_CHUNK = 1 << 16;

  private final Shell shell;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "F",
      completionCandidates = Formats.class,
      description = "What the files are in: ${COMPLETION-CANDIDATES}.")
  private String format = "";

  @Option(names = "--chunk", paramLabel = "N", description = "Feed the decoder N bytes at a time.")
  private int chunk = USUAL_CHUNK;

  @Option(
      names = "--output",
      paramLabel = "KIND",
      description =
          "What to print: ${COMPLETION-CANDIDATES}. Without it, text, and events of a bare"
              + " framing.")
  private Output.@Nullable Kind kind;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The files to decode; - is standard input, decoded as it comes.")
  private String[] files = {};

  DecodeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (chunk < 1) {
      throw new UsageException("--chunk must be at least 1, not " + chunk);
    }
    var decoding = Formats.named(format);
    var out = new DataOut(shell.out());
    var output = (kind == null ? decoding.usualOutput() : kind).on(out, shell.style());
    int status = Main.OK;
    for (var file : files) {
      var ending = decode(decoding, file, output, out);
      if (ending.failure() != null) {
        status = Main.FAILED;
      }
    }
    return status;
  }

  private Ending decode(Format decoding, String file, Output output, DataOut out) {
    try (var input = new Input(file, shell.in(), out::flush)) {
      var ending = decoding.decode(input, chunk, output).ofFile(file, input.bytes());
      output.ended(ending);
      out.flush();
      ending.tell(shell);
      return ending;
    }
  }
}
