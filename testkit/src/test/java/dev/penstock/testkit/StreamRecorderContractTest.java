package dev.penstock.testkit;

import dev.penstock.spi.Backend;
import dev.penstock.testkit.recording.StreamRecorder;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A backend that is recorded keeps the contract as it did before. */
final class StreamRecorderContractTest extends BackendContract {
  @TempDir private static Path folder;

  @Override
  protected Backend createBackend() {
    return StreamRecorder.into(folder.resolve("stream.txt"), new SocketBackend());
  }
}
