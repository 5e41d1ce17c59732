package dev.penstock.cli;

import static java.util.Objects.requireNonNullElse;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.recording.RequestBodies;
import dev.penstock.testkit.recording.StreamRecorder;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.ToIntFunction;

/** Runs what asks through a recorder. */
final class Recorded {
  private Recorded() {}

  /**
   * Records what a command asks, and says into which files.
   *
   * @param file the first of them
   * @param backend asks; is closed
   * @param bodies what is shown of the bodies of requests
   * @param command asks through the recorder
   * @return the exit status: the command's, unless a file could not be written
   * @throws UsageException if there is something to be sent that can't be
   */
  static int run(
      Shell shell,
      Path file,
      Backend backend,
      RequestBodies bodies,
      ToIntFunction<StreamRecorder> command) {
    var recorder = StreamRecorder.into(file, backend, bodies);
    int status;
    try {
      status = command.applyAsInt(recorder);
      recorder.close();
    } catch (UncheckedIOException e) {
      shell.tell(e.getMessage() + ": " + reason(e));
      status = Main.FAILED;
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
    recorder.files().forEach(written -> shell.tell("recorded in " + written));
    return status;
  }

  /** {@return what the system says about a file or a port} */
  static String reason(UncheckedIOException e) {
    return String.valueOf(requireNonNullElse(e.getCause(), e).getMessage());
  }
}
