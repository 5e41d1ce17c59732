package dev.penstock.framing;

import dev.penstock.framing.AwsHeaderValue.BooleanValue;
import dev.penstock.framing.AwsHeaderValue.ByteValue;
import dev.penstock.framing.AwsHeaderValue.BytesValue;
import dev.penstock.framing.AwsHeaderValue.IntegerValue;
import dev.penstock.framing.AwsHeaderValue.LongValue;
import dev.penstock.framing.AwsHeaderValue.ShortValue;
import dev.penstock.framing.AwsHeaderValue.StringValue;
import dev.penstock.framing.AwsHeaderValue.TimestampValue;
import dev.penstock.framing.AwsHeaderValue.UuidValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** A cursor over the headers of one AWS message, which are read in place. */
final class AwsHeaders {
  /*
   * header = name-length(1) name type(1) value
   * value  = nothing (types 0, 1) | 1 byte (2) | 2 (3) | 4 (4) | 8 (5, 8) | 16 (9) | length(2) bytes (6, 7)
   *
   * All numbers are big-endian.
   */
  static final int BYTES = 6;
  static final int STRING = 7;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = {};
  private int start;
  private int end;
  private int next;

  private int name;
  private int nameLength;
  private int type;
  private int value;
  private int valueLength;

  /** Points at the headers of another message, before the first one. */
  void reset(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    rewind();
  }

  /** Moves before the first header. */
  void rewind() {
    next = start;
  }

  /**
   * Moves to the next header.
   *
   * @return false if there is none; {@link #isMalformed()} tells whether that is because the bytes
   *     are no header
   */
  boolean next() {
    if (next == end) {
      return false;
    }
    int nameAt = next + 1;
    int typeAt = nameAt + (bytes[next] & 0xFF);
    if (typeAt >= end) {
      return false;
    }
    int valueAt = typeAt + 1;
    int length = fixedLength(bytes[typeAt]);
    if (length < 0) {
      if ((bytes[typeAt] != BYTES && bytes[typeAt] != STRING) || end - valueAt < 2) {
        return false;
      }
      length = (short) SHORT.get(bytes, valueAt) & 0xFFFF;
      valueAt += 2;
    }
    if (end - valueAt < length) {
      return false;
    }
    name = nameAt;
    nameLength = typeAt - nameAt;
    type = bytes[typeAt];
    value = valueAt;
    valueLength = length;
    next = valueAt + length;
    return true;
  }

  /** {@return whether the cursor stopped before the end} */
  boolean isMalformed() {
    return next != end;
  }

  /** {@return how far behind the first header the cursor is, in bytes} */
  int distance() {
    return next - start;
  }

  private static int fixedLength(byte type) {
    return switch (type) {
      case 0, 1 -> 0;
      case 2 -> 1;
      case 3 -> 2;
      case 4 -> 4;
      case 5, 8 -> 8;
      case 9 -> 16;
      default -> -1;
    };
  }

  boolean isString() {
    return type == STRING;
  }

  boolean nameEquals(byte[] other) {
    return Arrays.equals(bytes, name, name + nameLength, other, 0, other.length);
  }

  boolean valueEquals(byte[] other) {
    return Arrays.equals(bytes, value, value + valueLength, other, 0, other.length);
  }

  String name() {
    return ByteSlice.of(bytes, name, nameLength).toString();
  }

  byte[] valueBytes() {
    return Arrays.copyOfRange(bytes, value, value + valueLength);
  }

  /** {@return the value decoded as UTF-8} */
  String string() {
    return ByteSlice.of(bytes, value, valueLength).toString();
  }

  AwsHeaderValue value() {
    return switch (type) {
      case 0 -> new BooleanValue(true);
      case 1 -> new BooleanValue(false);
      case 2 -> new ByteValue(bytes[value]);
      case 3 -> new ShortValue((short) SHORT.get(bytes, value));
      case 4 -> new IntegerValue((int) INT.get(bytes, value));
      case 5 -> new LongValue((long) LONG.get(bytes, value));
      case BYTES -> new BytesValue(ByteBuffer.wrap(bytes, value, valueLength));
      case STRING -> new StringValue(string());
      case 8 -> new TimestampValue(Instant.ofEpochMilli((long) LONG.get(bytes, value)));
      case 9 ->
          new UuidValue(new UUID((long) LONG.get(bytes, value), (long) LONG.get(bytes, value + 8)));
      default -> throw new AssertionError(type);
    };
  }
}
