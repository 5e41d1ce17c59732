package dev.penstock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.FakeBackend.Answer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In JVMs of their own, as the flight recorder stays set up once it is. */
@Timeout(60)
final class FlightRecorderTest {

  @Test
  void a_jvm_that_records_nothing_does_not_set_the_recorder_up() throws Exception {
    var loaded = output(List.of("-Xlog:class+load:stdout"), Streams.class);
    assertThat(loaded)
        .contains("dev.penstock.JfrRecord ")
        .doesNotContain("StreamJfrEvent", "jdk.jfr.internal.MetadataRepository");
  }

  @Test
  void a_recording_that_begins_after_other_streams_has_those_that_follow() throws Exception {
    assertThat(output(List.of(), RecordedLate.class)).isEqualTo("[dev.penstock.Stream]");
  }

  private static String output(List<String> options, Class<?> main) throws Exception {
    var classPath = root(Penstock.class) + File.pathSeparator + root(main);
    var command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path root(Class<?> of) throws URISyntaxException {
    var file = of.getName().replace('.', '/') + ".class";
    var uri = requireNonNull(of.getResource("/" + file)).toURI().toString();
    return Path.of(URI.create(uri.substring(0, uri.length() - file.length())));
  }

  /** Reads a stream to its end. */
  static final class Streams {
    public static void main(String[] args) {
      var backend =
          new FakeBackend().answer(new Answer().sse("text a", "finish stop", "end").end());
      try (var penstock = Penstock.builder().backend(backend).build();
          var stream = penstock.open(LineDialect.request())) {
        stream.collect();
      }
    }
  }

  /** Prints the names of the events of a stream that is recorded, after one that is not. */
  static final class RecordedLate {
    public static void main(String[] args) throws IOException {
      Streams.main(args);
      var file = Files.createTempFile("streams", ".jfr");
      try (var recording = new Recording()) {
        recording.enable("dev.penstock.Stream");
        recording.start();
        Streams.main(args);
        recording.dump(file);
        System.out.print(
            RecordingFile.readAllEvents(file).stream()
                .map(event -> event.getEventType().getName())
                .toList());
      } finally {
        Files.delete(file);
      }
    }
  }
}
