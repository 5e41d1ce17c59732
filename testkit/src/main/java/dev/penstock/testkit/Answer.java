package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.Step.After;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The script of one answer, told in the order in which it happens on the connection: a head,
 * writes, pauses, and an end that may be a fault.
 *
 * <p>An answer is an immutable value: each method returns the answer so far with one thing more, so
 * that a beginning can be shared and ended in several ways.
 *
 * {@snippet class="dev.penstock.testkit.AnswerSnippetsTest" region="story"}
 *
 * <p>A {@linkplain #status(int) head} goes out in one write when the first thing after it happens.
 * Each of {@link #write}, {@link #event} and the like is one write on the socket, and in a
 * {@linkplain #chunked() chunked} body one transfer chunk. An answer that does not say how it ends
 * is {@linkplain #end(String...) ended properly}. What cannot be told, such as a body before its
 * head, is refused with an {@link IllegalStateException} by the method that tells it.
 *
 * <p>When the client leaves, the script ends where it is; that is no failure.
 */
public final class Answer implements BodyScript {
  /**
   * Code of a test within a script, on the connection's own virtual thread. It is interrupted when
   * the server is closed, and not when the client leaves.
   */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it.
     *
     * @throws Exception if the script has failed: the connection is reset, and {@link
     *     ScriptedServer#failures()} tells
     */
    void run() throws Exception;
  }

  private static final Answer NOTHING = new Answer(Steps.NONE, Head.NONE);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(UTF_8);

  private final Steps steps;
  private final Head head;

  private Answer(Steps steps, Head head) {
    this.steps = steps;
    this.head = head;
  }

  /** {@return an answer that says nothing yet} */
  public static Answer answer() {
    return NOTHING;
  }

  // --- the head

  /**
   * Begins a head. {@link #header}, {@link #chunked} and {@link #contentLength} add to it; with
   * neither of the latter the body ends where the connection does.
   *
   * @param code the status code; the reason phrase is the usual one
   * @return the answer so far
   */
  public Answer status(int code) {
    return status(code, Reasons.of(code));
  }

  /**
   * Begins a head.
   *
   * @param code the status code
   * @param reason the reason phrase
   * @return the answer so far
   */
  public Answer status(int code, String reason) {
    return statusLine("HTTP/1.1 " + code + " " + reason);
  }

  /**
   * Begins a head with any first line.
   *
   * @param line the line, without its line end
   * @return the answer so far
   */
  public Answer statusLine(String line) {
    if (head.isBegun()) {
      throw new IllegalStateException("a second head: an interim one is told by interim()");
    }
    return with(head.begun(line));
  }

  /**
   * Adds a header field.
   *
   * @param name its name
   * @param value its value
   * @return the answer so far
   */
  public Answer header(String name, String value) {
    return with(head.and(new Header(name, value)));
  }

  /**
   * Announces a chunked body.
   *
   * @return the answer so far
   */
  public Answer chunked() {
    return with(head.chunked());
  }

  @Override
  public Answer contentLength(long length) {
    return with(head.contentLength(length));
  }

  /**
   * Begins an event stream: status 200, {@code text/event-stream}, chunked.
   *
   * @return the answer so far
   */
  public Answer sse() {
    return status(200).header("Content-Type", "text/event-stream").chunked();
  }

  /**
   * Sends a whole interim head, before the real one.
   *
   * @param code 100 to 199
   * @param headers its header fields, such as {@code "Link: </style.css>; rel=preload"}
   * @return the answer so far
   */
  public Answer interim(int code, String... headers) {
    if (head.isBegun()) {
      throw new IllegalStateException("an interim head comes before the head");
    }
    var lines = "HTTP/1.1 " + code + " " + Reasons.of(code) + "\r\n" + fields(headers) + "\r\n";
    return raw(lines);
  }

  /**
   * Goes on with header fields, one a write and without end, until the client leaves. The blank
   * line never comes.
   *
   * @param pace the wait between two
   * @return the whole answer
   */
  public Answer endlessHeaders(Duration pace) {
    var begun = then(new Step.Send(bytes(head.pending())));
    LongFunction<byte[]> field = n -> bytes("X-Endless-" + n + ": " + n + "\r\n");
    return begun.then(new Step.Repeat(Long.MAX_VALUE, field, pace)).finish(After.HOLD);
  }

  /**
   * Is a redirect without a body.
   *
   * @param code 301, 302, 303, 307 or 308
   * @param location where to
   * @return the whole answer
   */
  public Answer redirect(int code, String location) {
    return status(code).header("Location", location).body("");
  }

  // --- the body

  @Override
  public Answer write(byte[] bytes) {
    return withHead().then(new Step.Send(head.bodyFraming().frame(bytes.clone())));
  }

  @Override
  public Answer play(List<byte[]> pieces, Duration pace) {
    var wire = head.bodyFraming();
    var framed = pieces.stream().map(piece -> wire.frame(piece.clone())).toList();
    return withHead().then(new Step.Play(framed, pace));
  }

  @Override
  public Answer repeat(long times, LongFunction<String> piece, Duration pace) {
    var wire = head.bodyFraming();
    LongFunction<byte[]> framed = n -> wire.frame(bytes(piece.apply(n)));
    return withHead().then(new Step.Repeat(times, framed, pace));
  }

  /**
   * Begins a transfer chunk that is longer than what is sent of it. What follows is either {@link
   * #raw} or an end.
   *
   * @param announced how many bytes the chunk says that it has
   * @param sent the first of them
   * @return the answer so far
   */
  public Answer openChunk(long announced, String sent) {
    if (head.bodyFraming() != BodyFraming.CHUNKED) {
      throw new IllegalStateException("a transfer chunk outside a chunked body");
    }
    return raw(BodyFraming.join(BodyFraming.chunkHead(announced), bytes(sent)));
  }

  /**
   * Writes text as it is, without transfer framing; also where no HTTP is expected.
   *
   * @param text anything
   * @return the answer so far
   */
  public Answer raw(String text) {
    return raw(bytes(text));
  }

  /**
   * Writes bytes as they are, without transfer framing; also where no HTTP is expected.
   *
   * @param bytes anything
   * @return the answer so far
   */
  public Answer raw(byte[] bytes) {
    return withHead().then(new Step.Send(bytes.clone()));
  }

  // --- waiting

  /**
   * Is silent for a while.
   *
   * @param duration how long
   * @return the answer so far
   */
  public Answer pause(Duration duration) {
    return withHead().then(new Step.Pause(duration));
  }

  /**
   * Is silent until the test calls {@link ScriptedServer#release()}.
   *
   * @return the answer so far
   */
  public Answer awaitPermit() {
    return withHead().then(new Step.AwaitPermit());
  }

  /**
   * Runs code of the test, on the connection's thread.
   *
   * @param action what to do
   * @return the answer so far
   */
  public Answer run(Action action) {
    return withHead().then(new Step.Run(action));
  }

  // --- the end

  /**
   * Ends properly: with the last chunk, or where the announced length is. The connection then
   * serves the next request, unless either side announced otherwise or the body ends where the
   * connection does: then it is closed.
   *
   * @param trailers trailer fields of a chunked body, such as {@code "Server-Timing: total;dur=17"}
   * @return the whole answer
   */
  public Answer end(String... trailers) {
    var after = head.allowsReuse() ? After.NEXT_REQUEST : After.DISCONNECT;
    return terminated(trailers).finish(after);
  }

  /**
   * Ends properly, and then holds the connection open in silence, deaf to further requests.
   *
   * @return the whole answer
   */
  public Answer holdOpen() {
    return terminated().finish(After.HOLD);
  }

  /**
   * Closes the connection in order (FIN), whatever is still owed: a last chunk, the rest of a
   * length.
   *
   * @return the whole answer
   */
  public Answer disconnect() {
    return withHead().finish(After.DISCONNECT);
  }

  /**
   * Aborts the connection (RST). What the client has not read by then may be lost to it.
   *
   * @return the whole answer
   */
  public Answer reset() {
    return withHead().finish(After.RESET);
  }

  /**
   * Says nothing more, and holds the connection open until the client leaves.
   *
   * @return the whole answer
   */
  public Answer stall() {
    return withHead().finish(After.HOLD);
  }

  // --- how it is kept

  /** {@return what happens, in order, the last being how it ends} */
  List<Step> steps() {
    return steps.areOver() ? steps.inOrder() : end().steps();
  }

  private Answer then(Step next) {
    return new Answer(steps.then(next), head.sent());
  }

  private Answer finish(After after) {
    return then(new Step.Finish(after));
  }

  private Answer terminated(String... trailers) {
    if (head.framing() != BodyFraming.CHUNKED) {
      if (trailers.length > 0) {
        throw new IllegalStateException("trailers outside a chunked body");
      }
      return withHead();
    }
    return raw(trailers.length == 0 ? LAST_CHUNK : bytes("0\r\n" + fields(trailers) + "\r\n"));
  }

  private Answer with(Head changed) {
    steps.checkNotOver();
    return new Answer(steps, changed);
  }

  /** Sends the head, if one is due. */
  private Answer withHead() {
    return head.isPending() ? then(new Step.Send(bytes(head.pending() + "\r\n"))) : this;
  }

  private static String fields(String... lines) {
    var fields = new StringBuilder();
    for (var line : lines) {
      fields.append(line).append("\r\n");
    }
    return fields.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
