package dev.penstock.cli;

import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ReceivedRequest;
import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.recording.Recording;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code penstock serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Serves recordings and captured bodies over HTTP on 127.0.0.1, until Ctrl-C.",
    footer = {
      "",
      "Prints its URL, and on standard error what is asked. A request gets a recording of its",
      "path, one after the other and round again; where none is of its path, any."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MOST_PORTS = 65535;

  private final Shell shell;
  private final AtomicLong served = new AtomicLong();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where to listen (default: 0, a free one).")
  private int port;

  @Mixin private PlaybackOptions how = new PlaybackOptions();

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      converter = ServeFault.Converter.class,
      description =
          "What goes wrong with each answer: stall@EVENT and reset@EVENT after so many events,"
              + " truncate@BYTE after so many bytes, status=503.")
  private @Nullable ServeFault fault;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Recordings, and captured bodies whose content type is guessed.")
  private String[] files = {};

  ServeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (port < 0 || port > MOST_PORTS) {
      throw new UsageException("--port must be 0 to " + MOST_PORTS + ", not " + port);
    }
    var playback = how.playback();
    var recordings = Arrays.stream(files).map(Capture::read).toList();
    try (var server =
        start(request -> {
          var recording = choose(recordings, request.path());
          shell.tell(request.method() + " " + request.path() + " gets " + recording.name());
          return ServedAnswer.of(recording, playback, fault);
        })) {
      var out = new DataOut(shell.out());
      out.println(server.uri().toString());
      out.flush();
      var told = new CountDownLatch(1);
      return Cancellation.guard(told::countDown, () -> serve(told, server));
    }
  }

  private ScriptedServer start(Function<ReceivedRequest, Answer> handler) {
    try {
      return ScriptedServer.builder().port(port).start(handler);
    } catch (UncheckedIOException e) {
      throw new UsageException("cannot listen on port " + port + ": " + Recorded.reason(e));
    }
  }

  private static int serve(CountDownLatch told, ScriptedServer server) {
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // What clients did wrong is theirs.
    server.failures();
    return Main.OK;
  }

  private Recording choose(List<Recording> recordings, String path) {
    var ofPath =
        recordings.stream()
            .filter(recording -> path.equals(recording.request().uri().getPath()))
            .toList();
    var fitting = ofPath.isEmpty() ? recordings : ofPath;
    return fitting.get((int) (served.getAndIncrement() % fitting.size()));
  }
}
