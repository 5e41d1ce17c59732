package dev.penstock.framing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.framing.AwsHeaderValue.BooleanValue;
import dev.penstock.framing.AwsHeaderValue.ByteValue;
import dev.penstock.framing.AwsHeaderValue.BytesValue;
import dev.penstock.framing.AwsHeaderValue.IntegerValue;
import dev.penstock.framing.AwsHeaderValue.LongValue;
import dev.penstock.framing.AwsHeaderValue.ShortValue;
import dev.penstock.framing.AwsHeaderValue.StringValue;
import dev.penstock.framing.AwsHeaderValue.TimestampValue;
import dev.penstock.framing.AwsHeaderValue.UuidValue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** A message to be encoded. Its headers are a list, since a name may occur twice on the wire. */
final class AwsMessage {
  private final List<Map.Entry<String, AwsHeaderValue>> headers;
  private final byte[] payload;

  AwsMessage(List<Map.Entry<String, AwsHeaderValue>> headers, byte[] payload) {
    this.headers = headers;
    this.payload = payload;
  }

  List<Map.Entry<String, AwsHeaderValue>> headers() {
    return headers;
  }

  byte[] payload() {
    return payload;
  }

  static AwsMessage event(String type, String payload) {
    return of(
        payload,
        ":message-type",
        "event",
        ":event-type",
        type,
        ":content-type",
        "application/json");
  }

  static AwsMessage exception(String type, String payload) {
    return of(
        payload,
        ":exception-type",
        type,
        ":content-type",
        "application/json",
        ":message-type",
        "exception");
  }

  static AwsMessage error(String code, String message) {
    return of("", ":error-code", code, ":error-message", message, ":message-type", "error");
  }

  /** Makes a message with string headers, given as names and values in turn. */
  static AwsMessage of(String payload, String... headers) {
    var entries = new ArrayList<Map.Entry<String, AwsHeaderValue>>();
    for (int i = 0; i < headers.length; i += 2) {
      entries.add(Map.entry(headers[i], new StringValue(headers[i + 1])));
    }
    return new AwsMessage(entries, payload.getBytes(UTF_8));
  }

  byte[] encode() {
    var encoded = new ByteArrayOutputStream();
    headers.forEach(header -> encode(encoded, header.getKey(), header.getValue()));
    return encode(encoded.toByteArray(), payload);
  }

  /** Puts lengths and checksums around headers and payload. */
  static byte[] encode(byte[] headers, byte[] payload) {
    int total = 16 + headers.length + payload.length;
    byte[] bytes = prelude(total, headers.length, total - 12);
    var message = ByteBuffer.wrap(bytes).position(12).put(headers).put(payload);
    message.putInt(crc(bytes, total - 4));
    return bytes;
  }

  /** Returns a prelude of any lengths with a correct checksum, and zeros behind it. */
  static byte[] prelude(int total, int headers, int zeros) {
    byte[] bytes = new byte[12 + zeros];
    ByteBuffer.wrap(bytes)
        .putInt(total)
        .putInt(headers)
        .putInt(crc(ByteBuffer.allocate(8).putInt(total).putInt(headers).flip()));
    return bytes;
  }

  private static int crc(byte[] bytes, int length) {
    return crc(ByteBuffer.wrap(bytes, 0, length));
  }

  private static int crc(ByteBuffer bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static void encode(ByteArrayOutputStream out, String name, AwsHeaderValue value) {
    byte[] nameBytes = name.getBytes(UTF_8);
    out.write(nameBytes.length);
    out.writeBytes(nameBytes);
    switch (value) {
      case BooleanValue(boolean b) -> out.write(b ? 0 : 1);
      case ByteValue(byte b) -> write(out, 2, 1, b);
      case ShortValue(short s) -> write(out, 3, 2, s);
      case IntegerValue(int i) -> write(out, 4, 4, i);
      case LongValue(long l) -> write(out, 5, 8, l);
      case BytesValue(ByteBuffer bytes) -> {
        write(out, 6, 2, bytes.remaining());
        while (bytes.hasRemaining()) {
          out.write(bytes.get());
        }
      }
      case StringValue(String s) -> {
        byte[] bytes = s.getBytes(UTF_8);
        write(out, 7, 2, bytes.length);
        out.writeBytes(bytes);
      }
      case TimestampValue(var instant) -> write(out, 8, 8, instant.toEpochMilli());
      case UuidValue(var uuid) -> {
        write(out, 9, 8, uuid.getMostSignificantBits());
        out.writeBytes(ByteBuffer.allocate(8).putLong(uuid.getLeastSignificantBits()).array());
      }
    }
  }

  private static void write(ByteArrayOutputStream out, int type, int size, long number) {
    out.write(type);
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      out.write((int) (number >>> shift));
    }
  }
}
