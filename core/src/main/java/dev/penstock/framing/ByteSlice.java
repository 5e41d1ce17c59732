package dev.penstock.framing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A range of a byte array, borrowed from its owner.
 *
 * <p>A parser has one and points it at each frame in turn, so that a frame costs no allocation: a
 * slice is valid until its owner moves on, and what must outlive that is copied by {@link
 * #toByteArray()} or {@link #toString()}. {@link #array()} together with {@link #offset()} and
 * {@link #length()} is what a JSON parser reads without a copy. The bytes must not be written to.
 * Not thread-safe.
 */
public final class ByteSlice {
  private static final byte[] NONE = new byte[0];

  private byte[] array = NONE;
  private int offset;
  private int length;

  /** Makes an empty slice, to be pointed at bytes by its parser. */
  ByteSlice() {}

  /**
   * {@return a slice of its own over a whole array, which is not copied}
   *
   * @param bytes the bytes
   */
  public static ByteSlice of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /**
   * {@return a slice of its own over a range of an array, which is not copied}
   *
   * @param bytes the array
   * @param offset index of the first byte
   * @param length how many bytes
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public static ByteSlice of(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    var slice = new ByteSlice();
    slice.set(bytes, offset, length);
    return slice;
  }

  @SuppressWarnings("ReferenceEquality")
  void set(byte[] array, int offset, int length) {
    // The same chunk as last time, mostly; not writing the reference spares the collector's
    // barrier.
    if (this.array != array) {
      this.array = array;
    }
    this.offset = offset;
    this.length = length;
  }

  /** {@return the array that holds the bytes, and others beside them} Not to be written to. */
  public byte[] array() {
    return array;
  }

  /** {@return the index of the first byte in {@link #array()}} */
  public int offset() {
    return offset;
  }

  /** {@return how many bytes there are} */
  public int length() {
    return length;
  }

  /** {@return whether there are none} */
  public boolean isEmpty() {
    return length == 0;
  }

  /**
   * {@return one byte}
   *
   * @param index from 0 to {@code length() - 1}
   * @throws IndexOutOfBoundsException if it is not
   */
  public byte at(int index) {
    return array[offset + Objects.checkIndex(index, length)];
  }

  /** {@return a copy of the bytes, the caller's own} */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** {@return a read-only view, valid as long as this slice} */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  /**
   * {@return whether the bytes are exactly these}
   *
   * @param bytes what to compare with
   */
  public boolean contentEquals(byte[] bytes) {
    return Arrays.equals(array, offset, offset + length, bytes, 0, bytes.length);
  }

  /** {@return the bytes decoded as the WHATWG decodes UTF-8 (malformed input becomes U+FFFD)} */
  @Override
  public String toString() {
    return Utf8.decode(array, offset, length);
  }

  /**
   * {@return the bytes as ISO 8859-1, one character a byte: what is in them, without any decoding}
   */
  String toLatin1() {
    return new String(array, offset, length, StandardCharsets.ISO_8859_1);
  }
}
