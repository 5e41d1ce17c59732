package dev.penstock.testkit.recording;

import dev.penstock.testkit.recording.Recording.Piece;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chunks on their way to a file, without secrets: also without one that two chunks share. A chunk
 * whose end may be the beginning of a secret waits for the next. Not thread-safe.
 */
final class MaskedChunks {
  private final SecretMask mask;
  private final ArrayDeque<Piece> waiting = new ArrayDeque<>();

  MaskedChunks(SecretMask mask) {
    this.mask = mask;
  }

  /** {@return the chunks that can be written now} */
  List<Piece> add(Piece chunk) {
    waiting.add(chunk);
    var bytes = hide();
    return take(bytes.length - mask.hide(bytes, bytes.length));
  }

  /** {@return those that still waited} */
  List<Piece> rest() {
    hide();
    return take(Integer.MAX_VALUE);
  }

  /** Overwrites what is there of secrets. */
  private byte[] hide() {
    var joined = new ByteArrayOutputStream();
    waiting.forEach(piece -> joined.writeBytes(piece.bytes()));
    var bytes = joined.toByteArray();
    mask.hide(bytes, bytes.length);
    int at = 0;
    for (var piece : waiting) {
      System.arraycopy(bytes, at, piece.bytes(), 0, piece.bytes().length);
      at += piece.bytes().length;
    }
    return Arrays.copyOf(bytes, bytes.length);
  }

  private List<Piece> take(int most) {
    var taken = new ArrayList<Piece>();
    int left = most;
    while (!waiting.isEmpty() && waiting.getFirst().bytes().length <= left) {
      left -= waiting.getFirst().bytes().length;
      taken.add(waiting.removeFirst());
    }
    return taken;
  }
}
