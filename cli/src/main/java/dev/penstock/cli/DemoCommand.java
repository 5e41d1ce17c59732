package dev.penstock.cli;

import dev.penstock.Penstock;
import dev.penstock.spi.BackendProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code penstock demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Shows streams being read over HTTP: from a server of its own, with no key and no network.",
      "Every backend that is there reads them at the same time; one is shown."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String PREFERRED = "jdk";
  private static final Duration TOKEN_PACE = Duration.ofMillis(35);
  private static final Duration SLOW_PAUSE = Duration.ofMillis(50);
  private static final int SLOW_EVENTS = 60;

  private final Shell shell;

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "The HTTP client whose reading is shown: jdk (default) or jetty.")
  private String backend = "";

  @Option(names = "--speed", paramLabel = "X", description = "X times as fast (default: 1).")
  private double speed = 1;

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    if (!(speed >= 0.01 && speed <= 1000)) {
      throw new UsageException("--speed must be from 0.01 to 1000, not " + speed);
    }
    var names = backends();
    var out = new DataOut(shell.out());
    var live = new DemoOutput.Live(out, shell.style());
    try (var server = new DemoServer(scaled(TOKEN_PACE));
        var penstock = Penstock.create()) {
      var readers = names.stream().map(name -> new DemoReader(name, server, penstock)).toList();
      out.println(
          "A server on "
              + server.address()
              + " streams answers over HTTP. The "
              + names.getFirst()
              + " backend reads:");
      for (var scene : DemoScene.values()) {
        live.heading(scene.title(), scene.prompt());
        together(readers, (reader, shown) -> reader.read(scene, shown ? live : DemoOutput.NONE));
      }
      live.heading("A slow reader: the server is held back", "");
      together(readers, (reader, shown) -> readSlowly(reader, shown, live));
      out.println("");
      out.println(DemoTable.of(readers, shell.style()));
      out.println("");
      out.println(
          shell
              .style()
              .bold("The Java that read the answers (" + Example.class.getSimpleName() + ".java)"));
      out.println(Example.source());
      out.flush();
    }
    return Main.OK;
  }

  private void readSlowly(DemoReader reader, boolean shown, DemoOutput.Live live)
      throws InterruptedException {
    var last = new long[2];
    reader.readSlowly(
        SLOW_EVENTS,
        scaled(SLOW_PAUSE),
        (read, written) -> {
          last[0] = read;
          last[1] = written;
          if (shown) {
            live.slow(read, written, /* last= */ false);
          }
        });
    if (shown) {
      live.slow(last[0], last[1], /* last= */ true);
    }
  }

  /** What one of several readers does. */
  @FunctionalInterface
  private interface Part {
    void play(DemoReader reader, boolean shown) throws InterruptedException;
  }

  /** Lets all readers play at once, the first of them on this thread and shown. */
  private static void together(List<DemoReader> readers, Part part)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> others =
          readers.stream()
              .skip(1)
              .<Future<?>>map(reader ->
                  threads.submit(() -> {
                    part.play(reader, /* shown= */ false);
                    return null;
                  }))
              .toList();
      part.play(readers.getFirst(), /* shown= */ true);
      for (var other : others) {
        other.get();
      }
    }
  }

  /** {@return the names of the backends that are there, the one to be shown first} */
  private List<String> backends() {
    var present =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(provider -> provider.get().name())
            .sorted()
            .toList();
    var shown = backend.isBlank() ? PREFERRED : backend.strip();
    if (!present.contains(shown)) {
      if (!backend.isBlank() || present.isEmpty()) {
        throw new UsageException("no backend is named '" + shown + "': present are " + present);
      }
      return present;
    }
    var first = new ArrayList<>(List.of(shown));
    present.stream().filter(name -> !name.equals(shown)).forEach(first::add);
    return first;
  }

  private Duration scaled(Duration duration) {
    return Duration.ofNanos((long) (duration.toNanos() / speed));
  }
}
