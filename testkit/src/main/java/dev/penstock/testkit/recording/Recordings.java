package dev.penstock.testkit.recording;

import dev.penstock.spi.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit 5 extension that gives each test a backend: one that plays what was recorded, or, when
 * asked for it, one that records what a real server says. Record once, replay ever after.
 *
 * {@snippet class="dev.penstock.testkit.recording.RecordingsSnippetsTest" region="test"}
 *
 * <p>The recordings of a test are {@code FOLDER/Class/method.txt}, {@code method-2.txt} and so on,
 * one a stream ({@code method.3.txt} for the third run of a parameterized test), and are meant to
 * be committed. The system property {@value #PROPERTY} or, where it is not set, the environment
 * variable {@value #VARIABLE} says what to do:
 *
 * <ul>
 *   <li>{@code replay}, the default: play them; a request that was never recorded fails the test,
 *       with the command that records it.
 *   <li>{@code record}: ask the real server, and write the recordings anew.
 *   <li>{@code missing}: record the tests that have no recording, replay the others.
 * </ul>
 *
 * <p>Register it in a field that is not static, so that each test has its own. Not for tests that
 * run several at a time on one instance of their class.
 */
public final class Recordings implements BeforeEachCallback, AfterEachCallback {
  /** The system property that says what to do. */
  public static final String PROPERTY = "penstock.recordings";

  /** The environment variable that says what to do. */
  public static final String VARIABLE = "PENSTOCK_RECORDINGS";

  private static final String SUFFIX = ".txt";
  private static final Pattern INVOCATION = Pattern.compile("-invocation:#(\\d+)\\]$");

  /** What to do. */
  private enum Mode {
    REPLAY,
    RECORD,
    MISSING
  }

  private final Path folder;
  private final Supplier<Backend> live;
  private final Playback playback;
  private final Matching matching;
  private final RequestBodies bodies;
  private final Function<String, @Nullable String> settings;
  private @Nullable Backend backend;
  private @Nullable NotedMisses misses;

  private Recordings(
      Path folder,
      Supplier<Backend> live,
      Playback playback,
      Matching matching,
      RequestBodies bodies,
      Function<String, @Nullable String> settings) {
    this.folder = folder;
    this.live = live;
    this.playback = playback;
    this.matching = matching;
    this.bodies = bodies;
    this.settings = settings;
  }

  /**
   * {@return recordings in a folder, played at once, made by the backend that is present}
   *
   * @param folder where they are, such as {@code src/test/recordings}
   */
  public static Recordings in(Path folder) {
    return new Recordings(
        folder,
        LiveBackends::create,
        Playback.atOnce(),
        Matching.REQUEST,
        RequestBodies.REDACTED,
        Recordings::setting);
  }

  /**
   * {@return the same, but recorded with another backend}
   *
   * @param backend makes it; called for each test that is recorded, and closed after it
   */
  public Recordings with(Supplier<Backend> backend) {
    return new Recordings(folder, backend, playback, matching, bodies, settings);
  }

  /**
   * {@return the same, but played in another way}
   *
   * @param how how
   */
  public Recordings played(Playback how) {
    return new Recordings(folder, live, how, matching, bodies, settings);
  }

  /**
   * {@return the same, but with another rule for which requests a recording answers}
   *
   * @param rule the rule
   */
  public Recordings matching(Matching rule) {
    return new Recordings(folder, live, playback, rule, bodies, settings);
  }

  /**
   * {@return the same, but showing other parts of the bodies of requests}
   *
   * @param shown what is shown
   */
  public Recordings showing(RequestBodies shown) {
    return new Recordings(folder, live, playback, matching, shown, settings);
  }

  /** {@return the same, reading its settings elsewhere} */
  Recordings settings(Function<String, @Nullable String> elsewhere) {
    return new Recordings(folder, live, playback, matching, bodies, elsewhere);
  }

  /**
   * {@return the backend of the test that is running: give it to {@code Penstock.builder()}} The
   * extension closes it after the test.
   *
   * @throws IllegalStateException if no test is running
   */
  public Backend backend() {
    if (backend == null) {
      throw new IllegalStateException(
          "no test is running: register Recordings by @RegisterExtension, in a field that is not"
              + " static");
    }
    return backend;
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    var mode = mode();
    var type = test.getRequiredTestClass();
    var method = test.getRequiredTestMethod().getName();
    var name = method + invocation(test.getUniqueId()) + SUFFIX;
    var file = folder.resolve(simpleName(type)).resolve(name);
    if (mode == Mode.RECORD || (mode == Mode.MISSING && !Files.exists(file))) {
      deleteAll(file);
      backend = StreamRecorder.into(file, live.get(), bodies);
    } else {
      var remedy = "record it by\n  " + command(type, method) + "\nthen commit " + file;
      misses = new NotedMisses(new ReplayBackend(all(file), playback, matching, remedy));
      backend = misses;
    }
  }

  private Mode mode() {
    var wanted = settings.apply(PROPERTY);
    if (wanted == null || wanted.isBlank()) {
      return Mode.REPLAY;
    }
    try {
      return Mode.valueOf(wanted.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          PROPERTY + " is '" + wanted + "': known are replay, record and missing", e);
    }
  }

  /** {@return what tells the runs of a repeated or parameterized test apart} */
  private static String invocation(String uniqueId) {
    var number = INVOCATION.matcher(uniqueId);
    return number.find() ? "." + number.group(1) : "";
  }

  private static @Nullable String setting(String property) {
    var value = System.getProperty(property);
    return value == null || value.isBlank() ? System.getenv(VARIABLE) : value;
  }

  /** {@return the name of a class, those around it before it} */
  private static String simpleName(Class<?> type) {
    var around = type.getEnclosingClass();
    return around == null ? type.getSimpleName() : simpleName(around) + "." + type.getSimpleName();
  }

  private static String command(Class<?> type, String method) {
    var name = type.getName().substring(type.getPackageName().length());
    var test = name.startsWith(".") ? name.substring(1) : name;
    return "mvn test -Dtest='" + test + "#" + method + "' -D" + PROPERTY + "=record";
  }

  private static List<Recording> all(Path first) {
    var recordings = new ArrayList<Recording>();
    for (var file = first; Files.exists(file); ) {
      try {
        recordings.add(Recording.read(file));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the recording " + file, e);
      }
      file = StreamRecorder.numbered(first, recordings.size() + 1);
    }
    return recordings;
  }

  private static void deleteAll(Path first) {
    int number = 1;
    try {
      while (Files.deleteIfExists(StreamRecorder.numbered(first, number))) {
        number++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot replace the recording " + first, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws MissingRecordingException if a request was made that was never recorded, also where the
   *     code under test made something else of it
   */
  @Override
  public void afterEach(ExtensionContext test) {
    var used = backend;
    var noted = misses;
    backend = null;
    misses = null;
    if (used != null) {
      used.close();
    }
    if (noted != null && test.getExecutionException().isEmpty()) {
      noted.rethrow();
    }
  }
}
