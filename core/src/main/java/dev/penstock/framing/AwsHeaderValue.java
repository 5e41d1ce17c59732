package dev.penstock.framing;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The value of a header of an AWS message: one record for each type of the event stream encoding
 * (the two wire types of a boolean are one record). Immutable, and the caller's own: valid after
 * the parser has moved on.
 */
public sealed interface AwsHeaderValue {

  /**
   * A boolean: wire types 0 (true) and 1 (false).
   *
   * @param value the value
   */
  record BooleanValue(boolean value) implements AwsHeaderValue {}

  /**
   * A signed byte: wire type 2.
   *
   * @param value the value
   */
  record ByteValue(byte value) implements AwsHeaderValue {}

  /**
   * A signed integer of 16 bits: wire type 3.
   *
   * @param value the value
   */
  record ShortValue(short value) implements AwsHeaderValue {}

  /**
   * A signed integer of 32 bits: wire type 4.
   *
   * @param value the value
   */
  record IntegerValue(int value) implements AwsHeaderValue {}

  /**
   * A signed integer of 64 bits: wire type 5.
   *
   * @param value the value
   */
  record LongValue(long value) implements AwsHeaderValue {}

  /**
   * Up to 65,535 bytes: wire type 6.
   *
   * @param value the bytes, a read-only copy; each call returns a buffer with a position of its own
   */
  record BytesValue(ByteBuffer value) implements AwsHeaderValue {

    /** Copies the bytes. */
    public BytesValue {
      value =
          ByteBuffer.allocate(value.remaining()).put(value.duplicate()).flip().asReadOnlyBuffer();
    }

    /** {@return the bytes, in a read-only view of the caller's own} */
    @Override
    public ByteBuffer value() {
      return value.duplicate();
    }

    /** {@return the bytes in hexadecimal} */
    @Override
    public String toString() {
      byte[] bytes = new byte[value.remaining()];
      value().get(bytes);
      return "BytesValue[value=" + HexFormat.of().formatHex(bytes) + "]";
    }
  }

  /**
   * A string: wire type 7, UTF-8, where malformed bytes have become U+FFFD.
   *
   * @param value the value
   */
  record StringValue(String value) implements AwsHeaderValue {}

  /**
   * A point in time: wire type 8, milliseconds since 1970-01-01T00:00Z.
   *
   * @param value the value
   */
  record TimestampValue(Instant value) implements AwsHeaderValue {}

  /**
   * A UUID: wire type 9.
   *
   * @param value the value
   */
  record UuidValue(UUID value) implements AwsHeaderValue {}
}
