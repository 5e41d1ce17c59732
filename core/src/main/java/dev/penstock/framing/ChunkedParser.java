package dev.penstock.framing;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all parsers share: the chunk on loan, the position in the stream, the end, and the failure
 * that sticks.
 *
 * <p>A subclass scans {@code buffer[position, limit)} in {@link #scan()} and moves {@link
 * #position} past what it has used. When it returns false it has used every byte, and has copied
 * what it needs of an unfinished frame.
 */
abstract class ChunkedParser implements FrameParser {
  /*
   * States: OPEN (wants bytes) --feed--> LENT --next() is false--> OPEN
   *         OPEN --end--> ENDING --next() is false--> ENDED
   */
  private enum State {
    OPEN,
    LENT,
    ENDING,
    ENDED
  }

  /** How much of a direct buffer is copied at a time. */
  private static final int PIECE = 8192;

  private static final byte[] NONE = new byte[0];

  final ByteSlice data = new ByteSlice();

  byte[] buffer = NONE;
  int position;
  int limit;

  /**
   * Offset in the stream of {@code buffer[0]}; negative where the chunk begins inside a larger
   * array.
   */
  private long base;

  private State state = State.OPEN;
  private AtEnd rule = AtEnd.DISCARD;
  private @Nullable ByteBuffer uncopied;
  private byte[] piece = NONE;
  private @Nullable FramingException failure;

  /** Moves to the next frame within the chunk, or uses the chunk up and returns false. */
  abstract boolean scan();

  /**
   * Hands out what is left when the bytes have ended; called until it returns false.
   *
   * @param rule what becomes of an unfinished frame
   */
  abstract boolean finish(AtEnd rule);

  @Override
  public final void feed(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    lend();
    read(bytes, offset, length);
  }

  @Override
  public final void feed(ByteBuffer chunk) {
    lend();
    if (chunk.hasArray()) {
      read(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    } else {
      uncopied = chunk.duplicate();
      refill();
    }
  }

  private void lend() {
    if (state != State.OPEN) {
      throw new IllegalStateException(
          state == State.LENT
              ? "the last chunk is not used up: call next() until it returns false"
              : "end() was called: no chunk can follow");
    }
    state = State.LENT;
  }

  private void read(byte[] bytes, int offset, int length) {
    base = streamPosition() - offset;
    buffer = bytes;
    position = offset;
    limit = offset + length;
  }

  /** Copies the next piece of a buffer that has no array. */
  private boolean refill() {
    var source = uncopied;
    if (source == null || !source.hasRemaining()) {
      uncopied = null;
      return false;
    }
    if (piece.length == 0) {
      piece = new byte[PIECE];
    }
    int length = Math.min(piece.length, source.remaining());
    source.get(piece, 0, length);
    read(piece, 0, length);
    return true;
  }

  @Override
  public final boolean next() {
    if (failure != null) {
      throw failure;
    }
    try {
      return advance();
    } catch (FramingException e) {
      failure = e;
      throw e;
    }
  }

  private boolean advance() {
    if (state == State.LENT) {
      do {
        if (scan()) {
          return true;
        }
      } while (refill());
      state = State.OPEN;
    } else if (state == State.ENDING) {
      if (finish(rule)) {
        return true;
      }
      state = State.ENDED;
    }
    return false;
  }

  @Override
  public final void end(AtEnd rule) {
    if (state == State.LENT) {
      throw new IllegalStateException(
          "the last chunk is not used up: call next() until it returns false");
    }
    if (state == State.OPEN) {
      this.rule = rule;
      state = State.ENDING;
    }
  }

  /** Forgets the stream, its failure included, to begin another one at offset 0. */
  final void restart() {
    state = State.OPEN;
    failure = null;
    uncopied = null;
    buffer = NONE;
    base = 0;
    position = 0;
    limit = 0;
    data.set(NONE, 0, 0);
  }

  /** {@return the offset in the stream of the next byte to be scanned} */
  final long streamPosition() {
    return base + position;
  }

  /** {@return the offset in the stream of a byte of the chunk} */
  final long streamPosition(int index) {
    return base + index;
  }

  @Override
  public final ByteSlice data() {
    return data;
  }

  @Override
  public Kind kind() {
    return Kind.EVENT;
  }

  @Override
  public String type() {
    return "message";
  }

  @Override
  public String id() {
    return "";
  }
}
