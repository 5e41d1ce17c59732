package dev.penstock.framing;

import java.nio.ByteBuffer;

/**
 * Turns chunks of bytes, split anywhere, into frames, one a pull.
 *
 * {@snippet :
 * parser.feed(chunk, 0, length);
 * while (parser.next()) {
 *   handle(parser.data());
 * }
 * // next() returned false: the parser is done with the chunk and wants another
 * }
 *
 * <p><b>Bytes.</b> A chunk that was fed is borrowed: it must not change until {@link #next()} has
 * returned {@code false}. What a frame shows is borrowed the other way, until the next call of
 * {@code next()} or {@code feed}. The only bytes that a parser keeps are those of an unfinished or
 * joined frame, up to its limit.
 *
 * <p><b>Errors.</b> {@link #next()} throws a {@link FramingException} after the frames before the
 * fault were handed out; a parser that has thrown one throws it again. Not thread-safe: one thread
 * at a time.
 */
public interface FrameParser extends Frame {

  /** What becomes of an unfinished frame when the bytes end. */
  enum AtEnd {
    /** It is dropped, as the WHATWG's rules for event streams want. */
    DISCARD,
    /** It is handed out as if it had been finished, as servers of language models need. */
    FLUSH
  }

  /**
   * Lends the parser the next chunk, which may be empty.
   *
   * @param bytes the array that holds the chunk
   * @param offset index of the chunk's first byte
   * @param length how many bytes it has
   * @throws IllegalStateException if the last chunk is not used up, that is, before {@link #next()}
   *     returned {@code false}, or after {@link #end}
   */
  void feed(byte[] bytes, int offset, int length);

  /**
   * Lends the parser a whole array; as {@link #feed(byte[], int, int)}.
   *
   * @param bytes the chunk
   */
  default void feed(byte[] bytes) {
    feed(bytes, 0, bytes.length);
  }

  /**
   * Lends the parser the remaining bytes of a buffer, heap or direct, whose position is left alone.
   * A heap buffer is read in place; the bytes of a direct or read-only one are copied piece by
   * piece.
   *
   * @param chunk the chunk
   * @throws IllegalStateException as for {@link #feed(byte[], int, int)}
   */
  void feed(ByteBuffer chunk);

  /**
   * Moves to the next frame.
   *
   * @return false if the chunk is used up and holds no further whole frame
   * @throws FramingException if the bytes break the format or a limit
   */
  boolean next();

  /**
   * Says that no bytes will follow; {@link #next()} may have one more frame after it.
   *
   * @param rule what becomes of an unfinished frame, in formats that have a choice
   * @throws IllegalStateException if the last chunk is not used up
   */
  void end(AtEnd rule);
}
