package dev.penstock.testkit.recording;

import dev.penstock.testkit.recording.Recording.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How a recording is played: how fast, and in which chunks. Immutable.
 *
 * {@snippet class="dev.penstock.testkit.recording.RecordingSnippetsTest" region="playback"}
 */
public final class Playback {
  private static final int MOST_AT_RANDOM = 64;

  /** How a body is cut. */
  private sealed interface Cut {
    record AsRecorded() implements Cut {}

    record Even(int size) implements Cut {}

    record AtRandom(long seed) implements Cut {}
  }

  private final double speed;
  private final Cut cut;

  private Playback(double speed, Cut cut) {
    this.speed = speed;
    this.cut = cut;
  }

  /** {@return as it was recorded, with nothing to wait for} */
  public static Playback atOnce() {
    return new Playback(Double.POSITIVE_INFINITY, new Cut.AsRecorded());
  }

  /** {@return as it was recorded, each chunk when it came} */
  public static Playback atOriginalSpeed() {
    return atSpeed(1);
  }

  /**
   * {@return as it was recorded, but faster or slower}
   *
   * @param factor how many times as fast: 2 halves every wait; {@link Double#POSITIVE_INFINITY} is
   *     {@link #atOnce()}
   * @throws IllegalArgumentException if it is not more than 0
   */
  public static Playback atSpeed(double factor) {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("a speed of " + factor + ": it must be more than 0");
    }
    return new Playback(factor, new Cut.AsRecorded());
  }

  /**
   * {@return this with the body cut anew into chunks of one size, each there when its last byte is}
   *
   * @param size how many bytes a chunk has; the last may have fewer
   * @throws IllegalArgumentException if it is less than 1
   */
  public Playback inChunksOf(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a chunk of " + size + " bytes");
    }
    return new Playback(speed, new Cut.Even(size));
  }

  /**
   * {@return this with the body cut anew into chunks of 1 to 64 bytes, the same for the same seed}
   *
   * @param seed where the random numbers begin
   */
  public Playback inRandomChunks(long seed) {
    return new Playback(speed, new Cut.AtRandom(seed));
  }

  /**
   * {@return the chunks of a recording's body, when they are due at this speed}
   *
   * @param recording the recording
   */
  public List<Piece> pieces(Recording recording) {
    return switch (cut) {
      case Cut.AsRecorded() ->
          recording.pieces().stream()
              .map(piece -> new Piece(due(piece.atNanos()), piece.bytes()))
              .toList();
      case Cut.Even(var size) -> cut(recording, () -> size);
      case Cut.AtRandom(var seed) -> {
        var random = new Random(seed);
        yield cut(recording, () -> 1 + random.nextInt(MOST_AT_RANDOM));
      }
    };
  }

  /** Gives the size of the next chunk. */
  @FunctionalInterface
  private interface Sizes {
    int next();
  }

  private List<Piece> cut(Recording recording, Sizes sizes) {
    var body = recording.body();
    var pieces = new ArrayList<Piece>();
    var recorded = recording.pieces().iterator();
    Piece last = null;
    int lastEnd = 0;
    for (int at = 0; at < body.length; ) {
      int end = Math.min(body.length, at + sizes.next());
      while (last == null || lastEnd < end) {
        last = recorded.next();
        lastEnd += last.bytes().length;
      }
      pieces.add(new Piece(due(last.atNanos()), Arrays.copyOfRange(body, at, end)));
      at = end;
    }
    return pieces;
  }

  /**
   * {@return when something is due at this speed}
   *
   * @param nanos when it came, in nanoseconds
   */
  public long due(long nanos) {
    return (long) (nanos / speed);
  }

  /** Shows speed and chunks. */
  @Override
  public String toString() {
    return "at speed " + speed + ", " + cut;
  }
}
