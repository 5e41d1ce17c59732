package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The words in which an {@link Answer} tells its body: texts, events, comments, floods and drips.
 * Each is told by the few that write bytes.
 */
public sealed interface BodyScript permits Answer {

  // --- what they are told by

  /**
   * Writes bytes, at once and flushed; in a chunked body as one transfer chunk.
   *
   * @param bytes some of the body
   * @return the answer so far
   */
  Answer write(byte[] bytes);

  /**
   * Replays a body piece by piece.
   *
   * @param pieces what each write has
   * @param pace the wait between two writes
   * @return the answer so far
   */
  Answer play(List<byte[]> pieces, Duration pace);

  /**
   * Writes pieces that are made as they are needed.
   *
   * @param times how many
   * @param piece makes each from its number, the first being 0; called on the connection's thread,
   *     also by several connections at once
   * @param pace the wait between two writes
   * @return the answer so far
   */
  Answer repeat(long times, LongFunction<String> piece, Duration pace);

  /**
   * Announces the body's length. What is then written may differ.
   *
   * @param length how many bytes
   * @return the answer so far
   */
  Answer contentLength(long length);

  // --- the words

  /**
   * Writes text as UTF-8.
   *
   * @param text some of the body
   * @return the answer so far
   */
  default Answer write(String text) {
    return write(text.getBytes(UTF_8));
  }

  /**
   * Is a whole body with its length announced, properly ended.
   *
   * @param text all of the body
   * @return the whole answer
   */
  default Answer body(String text) {
    return body(text.getBytes(UTF_8));
  }

  /**
   * Is a whole body with its length announced, properly ended.
   *
   * @param bytes all of the body
   * @return the whole answer
   */
  default Answer body(byte[] bytes) {
    return contentLength(bytes.length).write(bytes).end();
  }

  /**
   * Writes an event.
   *
   * @param data its data; of several lines, each becomes a field
   * @return the answer so far
   */
  default Answer event(String data) {
    return write(sseData(data));
  }

  /**
   * Writes a named event.
   *
   * @param name its {@code event} field
   * @param data its data
   * @return the answer so far
   */
  default Answer event(String name, String data) {
    return write("event: " + name + "\n" + sseData(data));
  }

  /**
   * Writes events, each in a write of its own.
   *
   * @param data their data
   * @return the answer so far
   */
  default Answer events(List<String> data) {
    var answer = (Answer) this; // the only one there is
    for (var each : data) {
      answer = answer.event(each);
    }
    return answer;
  }

  /**
   * Writes a comment, as servers do to keep a connection alive.
   *
   * @param text its text
   * @return the answer so far
   */
  default Answer comment(String text) {
    return write(": " + text + "\n\n");
  }

  /**
   * Replays a body cut into pieces of one size.
   *
   * @param body some of the body
   * @param pieceSize how many bytes a write has; the last may have fewer
   * @param pace the wait between two writes
   * @return the answer so far
   */
  default Answer play(byte[] body, int pieceSize, Duration pace) {
    if (pieceSize < 1) {
      throw new IllegalArgumentException("a piece of " + pieceSize + " bytes");
    }
    var pieces = new ArrayList<byte[]>();
    for (int at = 0; at < body.length; at += pieceSize) {
      pieces.add(Arrays.copyOfRange(body, at, Math.min(body.length, at + pieceSize)));
    }
    return play(pieces, pace);
  }

  /**
   * Writes text one byte at a time.
   *
   * @param text some of the body
   * @param pace the wait between two bytes
   * @return the answer so far
   */
  default Answer drip(String text, Duration pace) {
    return play(text.getBytes(UTF_8), 1, pace);
  }

  /**
   * Writes pieces without end, until the client leaves.
   *
   * @param piece makes each from its number
   * @param pace the wait between two writes
   * @return the whole answer
   */
  default Answer forever(LongFunction<String> piece, Duration pace) {
    return repeat(Long.MAX_VALUE, piece, pace).stall();
  }

  /**
   * Writes events as fast as the client takes them, until it leaves. Their data is {@code
   * {"n":17,"pad":"…"}}, numbered from 0.
   *
   * @param eventSize how many bytes an event has, its line ends included and transfer framing not
   * @return the whole answer
   */
  default Answer flood(int eventSize) {
    return forever(n -> numberedEvent(n, eventSize), Duration.ZERO);
  }

  /**
   * Writes an event now and then, until the client leaves. Their data is {@code {"n":17,"pad":""}},
   * numbered from 0.
   *
   * @param pace the wait between two
   * @return the whole answer
   */
  default Answer trickle(Duration pace) {
    return forever(n -> numberedEvent(n, 0), pace);
  }

  /**
   * Writes comments and no event, until the client leaves.
   *
   * @param pace the wait between two
   * @return the whole answer
   */
  default Answer endlessComments(Duration pace) {
    return forever(n -> ": " + n + "\n\n", pace);
  }

  private static String sseData(String data) {
    return "data: " + data.replace("\n", "\ndata: ") + "\n\n";
  }

  private static String numberedEvent(long n, int size) {
    var begin = "data: {\"n\":" + n + ",\"pad\":\"";
    var end = "\"}\n\n";
    int padding = Math.max(0, size - begin.length() - end.length());
    return begin + "x".repeat(padding) + end;
  }
}
