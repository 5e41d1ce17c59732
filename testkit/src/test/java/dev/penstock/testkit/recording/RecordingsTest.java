package dev.penstock.testkit.recording;

import static dev.penstock.testkit.Answer.answer;
import static dev.penstock.testkit.recording.RecorderFixture.read;
import static dev.penstock.testkit.recording.RecorderFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.SocketBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs a test class of a user's as JUnit does, in each mode. */
@Timeout(60)
final class RecordingsTest {

  /** What the user's test finds; null while it is not run from here. */
  private static @Nullable Surroundings surroundings;

  private record Surroundings(Path folder, URI server, @Nullable String mode) {}

  /** A user's test. */
  static final class UserTest {
    @RegisterExtension
    final Recordings recordings =
        Recordings.in(folder()).with(SocketBackend::new).settings(key -> mode());

    private static Path folder() {
      return surroundings == null ? Path.of("none") : surroundings.folder;
    }

    private static @Nullable String mode() {
      return surroundings == null ? null : surroundings.mode;
    }

    private static URI server() {
      assumeTrue(surroundings != null, "run by RecordingsTest");
      return surroundings == null ? URI.create("http://none/") : surroundings.server;
    }

    @Test
    void two_requests() throws Exception {
      var chat = server().resolve("/chat");
      assertThat(read(recordings.backend(), request(chat)).text()).isEqualTo("data: one\n\n");
      assertThat(read(recordings.backend(), request(chat)).text()).isEqualTo("data: two\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/b"})
    void each_run_has_its_own(String path) throws Exception {
      var result = read(recordings.backend(), request(server().resolve(path)));
      assertThat(result.text()).isEqualTo("data: " + path + "\n\n");
    }

    @Test
    void a_request_whose_failure_is_swallowed() {
      var chat = server().resolve("/never");
      try {
        read(recordings.backend(), request(chat));
      } catch (Exception e) {
        assertThat(e).isNotNull();
      }
    }
  }

  @TempDir private Path folder;

  private SummaryGeneratingListener run(URI server, @Nullable String mode) {
    surroundings = new Surroundings(folder, server, mode);
    try {
      var outcome = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(request().selectors(selectClass(UserTest.class)).build(), outcome);
      return outcome;
    } finally {
      surroundings = null;
    }
  }

  private static ScriptedServer server() {
    var chats = List.of("one", "two");
    var count = new java.util.concurrent.atomic.AtomicInteger();
    return ScriptedServer.start(request -> {
      var text =
          request.path().equals("/chat") ? chats.get(count.getAndIncrement() % 2) : request.path();
      return answer().sse().event(text).end();
    });
  }

  private static void assertAllPassed(SummaryGeneratingListener outcome) {
    var summary = outcome.getSummary();
    assertThat(summary.getFailures()).extracting(failure -> failure.getException()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(4);
  }

  @Test
  void what_was_recorded_once_is_replayed_without_the_server() throws IOException {
    URI gone;
    try (var server = server()) {
      gone = server.uri();
      assertAllPassed(run(gone, "record"));
      assertThat(server.requests()).hasSize(5);
    }
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "RecordingsTest.UserTest/two_requests.txt",
              "RecordingsTest.UserTest/two_requests-2.txt",
              "RecordingsTest.UserTest/each_run_has_its_own.1.txt",
              "RecordingsTest.UserTest/each_run_has_its_own.2.txt",
              "RecordingsTest.UserTest/a_request_whose_failure_is_swallowed.txt");
    }

    assertAllPassed(run(gone, null));
    assertAllPassed(run(gone, " Replay "));
    assertAllPassed(run(gone, "missing"));
  }

  @Test
  void recording_again_takes_the_place_of_what_was_there() throws IOException {
    var stale = folder.resolve("RecordingsTest.UserTest/two_requests-3.txt");
    Files.createDirectories(stale.getParent());
    for (var name : List.of("two_requests.txt", "two_requests-2.txt", "two_requests-3.txt")) {
      Files.writeString(stale.resolveSibling(name), "of old");
    }
    try (var server = server()) {
      assertAllPassed(run(server.uri(), "record"));
    }
    assertThat(stale).doesNotExist();
  }

  @Test
  void what_is_missing_can_be_recorded_alone() throws IOException {
    try (var server = server()) {
      assertAllPassed(run(server.uri(), "record"));
      Files.delete(folder.resolve("RecordingsTest.UserTest/each_run_has_its_own.2.txt"));
      int before = server.requests().size();
      assertAllPassed(run(server.uri(), "missing"));
      assertThat(server.requests()).hasSize(before + 1);
    }
  }

  @Test
  void a_missing_recording_fails_the_test_with_the_command_that_makes_it() {
    var failures = run(URI.create("http://127.0.0.1:1/"), null).getSummary().getFailures();

    assertThat(failures)
        .hasSize(4)
        .allSatisfy(failure ->
            assertThat(failure.getException())
                .isInstanceOf(MissingRecordingException.class)
                .hasMessageContaining("-Dpenstock.recordings=record"));
    assertThat(failures)
        .anySatisfy(failure ->
            assertThat(failure.getException())
                .hasMessageContaining(
                    "mvn test -Dtest='RecordingsTest$UserTest#two_requests'"
                        + " -Dpenstock.recordings=record")
                .hasMessageContaining("commit "));
  }

  @Test
  void an_unknown_mode_is_told() {
    var failures = run(URI.create("http://127.0.0.1:1/"), "sometimes").getSummary().getFailures();

    assertThat(failures)
        .isNotEmpty()
        .allSatisfy(failure ->
            assertThat(failure.getException())
                .hasMessage(
                    "penstock.recordings is 'sometimes': known are replay, record and missing"));
  }

  @Test
  void outside_a_test_there_is_no_backend() {
    assertThatThrownBy(() -> Recordings.in(folder).backend())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@RegisterExtension");
  }
}
