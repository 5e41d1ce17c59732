package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ReceivedRequest;
import dev.penstock.testkit.ScriptedServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The demonstration's server: real HTTP on a real socket. It counts, for each stream and reader,
 * the bytes of the body that it was able to write.
 */
final class DemoServer implements AutoCloseable {
  /** The stream that never ends, and comes as fast as it is read. */
  static final String ENDLESS = "endless";

  private static final String API = "/v1";
  private static final int SEND_BUFFER = 32 << 10;

  private final Duration pace;
  private final Map<String, AtomicLong> written = new ConcurrentHashMap<>();
  private final ScriptedServer server;

  /**
   * Starts one.
   *
   * @param pace the time between two tokens
   */
  DemoServer(Duration pace) {
    this.pace = pace;
    server = ScriptedServer.builder().sendBuffer(SEND_BUFFER).start(this::answer);
  }

  /** {@return where it listens} */
  String address() {
    return server.uri().getAuthority();
  }

  /**
   * {@return the base URL of a stream}
   *
   * @param stream a scene's name, or {@link #ENDLESS}
   * @param reader who will read it
   */
  String baseUrl(String stream, String reader) {
    return server.uri("/" + stream + "/" + reader + API).toString();
  }

  /**
   * {@return how many bytes of a stream's body were written so far, those of the event being
   * written included}
   */
  long written(String stream, String reader) {
    return counter("/" + stream + "/" + reader).get();
  }

  private AtomicLong counter(String path) {
    return written.computeIfAbsent(path, key -> new AtomicLong());
  }

  private Answer answer(ReceivedRequest request) {
    var path = request.path().substring(0, request.path().indexOf(API));
    var stream = path.split("/", -1)[1];
    var counter = counter(path);
    if (stream.equals(ENDLESS)) {
      var event = piece(DemoScene.endless());
      return Answer.answer().sse().forever(n -> counted(counter, event), Duration.ZERO);
    }
    var events = DemoScene.valueOf(stream).events();
    return Answer.answer()
        .sse()
        .repeat(events.size(), n -> counted(counter, piece(events.get((int) n))), pace);
  }

  private static String counted(AtomicLong counter, String piece) {
    counter.addAndGet(piece.getBytes(UTF_8).length);
    return piece;
  }

  private static String piece(String data) {
    return "data: " + data + "\n\n";
  }

  @Override
  public void close() {
    server.close();
  }
}
