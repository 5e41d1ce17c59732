package dev.penstock.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Writes messages of Amazon's event stream encoding, with checksums that are right. */
final class AwsMessages {
  private static final int STRING = 7;

  private AwsMessages() {}

  /** {@return a message} */
  static byte[] message(byte[] headers, byte[] payload) {
    byte[] bytes = new byte[16 + headers.length + payload.length];
    var message = ByteBuffer.wrap(bytes).putInt(bytes.length).putInt(headers.length);
    message.putInt(crc(bytes, 8)).put(headers).put(payload).putInt(crc(bytes, bytes.length - 4));
    return bytes;
  }

  private static int crc(byte[] bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /** {@return headers, of names and values in turn} */
  static byte[] headers(String... namesAndValues) {
    var headers = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      byte[] name = namesAndValues[i].getBytes(ISO_8859_1);
      byte[] value = namesAndValues[i + 1].getBytes(ISO_8859_1);
      headers.write(name.length);
      headers.writeBytes(name);
      headers.write(STRING);
      headers.write(value.length >> 8);
      headers.write(value.length);
      headers.writeBytes(value);
    }
    return headers.toByteArray();
  }
}
