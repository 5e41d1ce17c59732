package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backend that is neither of ours keeps the contract, so the SPI suffices and the contract asks
 * for no more than it.
 */
// @start region="contract"
final class SocketBackendTest extends BackendContract {
  @Override
  protected Backend createBackend() {
    return new SocketBackend();
  }

  // @end

  @Test
  @Timeout(60)
  void it_is_chosen_by_its_instance() {
    // @start region="instance"
    try (var server = ScriptedServer.start(Answer.answer().sse().event("one").end());
        var backend = new SocketBackend();
        var penstock = Penstock.builder().backend(backend).build();
        var events = penstock.openEvents(StreamRequest.post(server.uri()).withJson("{}"))) {
      assertThat(events.next().data()).isEqualTo("one");
    }
    // @end
  }

  /** As by a program of its own, for a module's tests provide no services. */
  @Test
  @Timeout(60)
  void it_is_chosen_by_its_name(@TempDir Path folder) throws Exception {
    var program = folder.resolve("Program.java");
    Files.writeString(
        program,
        """
        import dev.penstock.Penstock;
        import dev.penstock.StreamRequest;

        public final class Program {
          public static void main(String[] args) {
            try (var penstock = Penstock.create();
                var events = penstock.openEvents(StreamRequest.post(args[0]).withBackend("socket"))) {
              System.out.println(events.next().data());
            }
          }
        }
        """);
    var services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(BackendProvider.class.getName()), SocketBackend.Provider.class.getName());
    try (var server = ScriptedServer.start(Answer.answer().sse().event("one").end())) {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var path =
          String.join(
              File.pathSeparator,
              folder.toString(),
              place(Penstock.class, "/dev/penstock/Penstock.class"),
              place(SocketBackend.class, "/dev/penstock/testkit/SocketBackend.class"));
      var process =
          new ProcessBuilder(java, "-cp", path, program.toString(), server.uri().toString())
              .redirectErrorStream(true)
              .start();
      try (var output = process.inputReader(UTF_8)) {
        assertThat(output.lines()).containsExactly("one");
        assertThat(process.waitFor()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /**
   * Returns the folder or jar that a class came from, which for a test's own is not its module's.
   */
  private static String place(Class<?> type, String resource) throws Exception {
    var uri = Objects.requireNonNull(type.getResource(resource)).toURI().toString();
    var root = uri.substring(0, uri.length() - resource.length());
    var file = root.startsWith("jar:") ? root.substring("jar:".length(), root.length() - 1) : root;
    return Path.of(URI.create(file)).toString();
  }
}
